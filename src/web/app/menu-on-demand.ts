import { type ComponentType, useEffect, useRef, useState } from 'react'
import { notifyFailure } from '#web/ui/notify.ts'
import { useText } from './text.ts'

/** A menu whose code is fetched when the button is pointed at or focused, and shown when it is pressed. */
export function useMenuOnDemand<Props>(load: () => Promise<ComponentType<Props>>) {
  const t = useText()
  const [Menu, setMenu] = useState<ComponentType<Props>>()
  const prepare = () => void load().catch(() => {})
  const open = () =>
    void load().then(
      (component) => setMenu(() => component),
      () => notifyFailure(t('menuUnreachable')),
    )
  const reach = {
    'aria-haspopup': 'menu' as const,
    'aria-expanded': false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: open,
  }
  return { Menu, reach }
}

/** The fetched menu takes the place of the button that was pressed: it takes the focus, then opens. */
export function useOpenedOnArrival() {
  const target = useRef<HTMLButtonElement>(null)
  const [opened, onChange] = useState(false)
  useEffect(() => {
    target.current?.focus()
    onChange(true)
  }, [])
  return { target, menu: { opened, onChange } }
}
