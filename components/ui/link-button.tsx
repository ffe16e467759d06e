import Link, { type LinkProps } from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class'

type LinkButtonProps<RouteType> = LinkProps<RouteType> & {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  className?: string
  children: ReactNode
}

export function LinkButton<RouteType>({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: LinkButtonProps<RouteType>) {
  return (
    <Link className={buttonClass(variant, size, className)} {...rest}>
      {icon}
      {children}
    </Link>
  )
}
