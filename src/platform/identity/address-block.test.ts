import { expect, test } from 'vitest'
import { addressBlock } from './address-block.ts'

test('a household is counted once: a whole IPv6 /64, or one IPv4 address however it is written', () => {
  expect(addressBlock('192.0.2.1')).toBe('192.0.2.1')
  expect(addressBlock('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(addressBlock('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(addressBlock('2001:DB8:1:2::9')).toBe('2001:db8:1:2')
  expect(addressBlock('2001:db8::9')).toBe('2001:db8:0:0')
  expect(addressBlock('::1')).toBe('0:0:0:0')
  expect(addressBlock('unknown')).toBe('unknown')
})
