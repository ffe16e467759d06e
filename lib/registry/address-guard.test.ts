import { describe, expect, it } from 'vitest'
import { classifyAddress, isAddressAllowed, isLoopbackHost } from './address-guard'

describe('classifyAddress', () => {
  const cases = {
    public: ['8.8.8.8', '151.101.1.1', '2606:4700::1111', '2a00:1450:4001::1', '64:ff9b::808:808'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12:3456::1', 'fc00::1'],
    loopback: ['127.0.0.1', '127.255.255.254', '::1'],
    forbidden: [
      '0.0.0.0',
      '169.254.169.254',
      '168.63.129.16',
      '100.100.100.200',
      '192.0.0.192',
      '192.0.2.1',
      '198.18.0.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::a00:1',
      '64:ff9b:1::808:808',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '2620:4f:8000::1',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'ff02::1',
      'fd00:ec2::254',
      'example.com',
      '127.1',
      '2130706433',
      '',
    ],
  }

  it.each(Object.entries(cases).flatMap(([kind, list]) => list.map((address) => [address, kind])))(
    '%s is %s',
    (address, kind) => {
      expect(classifyAddress(address)).toBe(kind)
    },
  )

  it('lets each reach only as far as it says', () => {
    const reached = (reach: 'public' | 'private' | 'loopback') =>
      ['8.8.8.8', '10.0.0.1', '127.0.0.1', '169.254.169.254'].filter((address) => isAddressAllowed(address, reach))
    expect(reached('public')).toEqual(['8.8.8.8'])
    expect(reached('private')).toEqual(['8.8.8.8', '10.0.0.1'])
    expect(reached('loopback')).toEqual(['8.8.8.8', '10.0.0.1', '127.0.0.1'])
  })
})

describe('isLoopbackHost', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['app.localhost', true],
    ['127.0.0.2', true],
    ['[::1]', true],
    ['localhost.example.com', false],
    ['10.0.0.1', false],
    ['notlocalhost', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected)
  })
})
