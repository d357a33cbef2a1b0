import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, forwardRef } from 'react'

type Native<Props> = Props & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props>

/** A link that looks like a button, with a typed address: `<ButtonLink to="/members/$id" params={{ id }}>`. */
export const ButtonLink = createLink(
  forwardRef<HTMLAnchorElement, Native<ButtonProps>>(function ButtonAnchor(props, ref) {
    return <Button component="a" ref={ref} {...props} />
  }),
)

/** A link in a text, with a typed address. */
export const TextLink = createLink(
  forwardRef<HTMLAnchorElement, Native<AnchorProps>>(function TextAnchor(props, ref) {
    return <Anchor ref={ref} {...props} />
  }),
)
