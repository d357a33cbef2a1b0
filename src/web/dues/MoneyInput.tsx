import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useLanguage } from '#web/ui/text.ts'

type MoneyInputProps = Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> & {
  /** In cents; null for an empty field. */
  value: number | null
  onChange: (cents: number | null) => void
}

/** A sum typed in whole units and kept in cents. */
export function MoneyInput({ value, onChange, ...props }: MoneyInputProps) {
  const isEstonian = useLanguage() === 'et'
  return (
    <NumberInput
      decimalScale={2}
      min={0}
      hideControls
      inputMode="decimal"
      decimalSeparator={isEstonian ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={isEstonian ? ' ' : ','}
      {...props}
      value={value === null ? '' : value / 100}
      onChange={(typed) => onChange(typed === '' ? null : Math.round(Number(typed) * 100))}
    />
  )
}

/** A rate of VAT typed in per cent and kept in hundredths; empty means none. */
export function RateInput({ value, onChange, ...props }: MoneyInputProps) {
  return <MoneyInput {...props} value={value} onChange={onChange} max={50} />
}
