import { describe, expect, test } from 'vitest'
import { readStatement } from './commands/read-statement.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

const camt = (entries: string, version = '02') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr/><Stmt>
<Acct><Id><IBAN>EE382200221020145685</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`
const entry = (more: { in?: boolean; ref?: string; id?: string; amount?: string } = {}) => `<Ntry>
<Amt Ccy="EUR">${more.amount ?? '744.00'}</Amt><CdtDbtInd>${more.in === false ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2027-01-20</Dt></BookgDt><AcctSvcrRef>${more.id ?? 'A1'}</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Rebane OÜ</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>${more.ref ?? '202700014'}</Ref></CdtrRefInf></Strd><Ustrd>Liikmemaks</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`

const read = {
  bankEntry: 'EE382200221020145685:A1',
  paidOn: '2027-01-20',
  cents: 74_400,
  currency: 'EUR',
  payer: 'Rebane OÜ',
  reference: '202700014',
  note: 'Liikmemaks',
}

describe('a camt.053 statement', () => {
  test.each(['02', '08'])('of version %s gives the money that came in', (version) => {
    expect(readStatement(bytes(camt(entry() + entry({ in: false, id: 'A2' }), version)))).toEqual([read])
  })

  test('gives a sum booked for several payers apart', () => {
    const detail = (
      amount: string,
      name: string,
    ) => `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>
      <RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties></TxDtls>`
    const batch = `<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2027-01-20T10:00:00</DtTm></BookgDt>
      <AcctSvcrRef>B</AcctSvcrRef><NtryDtls>${detail('10.00', 'A')}${detail('20.00', 'B')}</NtryDtls></Ntry>`

    const seen = readStatement(bytes(camt(batch, '08'))).map(({ bankEntry, cents, payer }) => [
      bankEntry,
      cents,
      payer,
    ])
    expect(seen).toEqual([
      ['EE382200221020145685:B/1', 1_000, 'A'],
      ['EE382200221020145685:B/2', 2_000, 'B'],
    ])
  })

  test.each([
    ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document/>', 'document type'],
    ['<Document xmlns="urn:other"/>', 'not a camt.053'],
    ['<Document', 'not well-formed'],
    [camt(entry({ amount: '12.345' })), 'no readable'],
    [camt(entry({ amount: '-5.00' })), 'no readable'],
  ])('that is none is refused: %s', (text, reason) => {
    expect(() => readStatement(bytes(text))).toThrow(reason)
  })
})

describe('a bank’s CSV', () => {
  test('in Estonian, with semicolons and comma decimals', () => {
    const csv = [
      '"Kliendi konto";"Reatüüp";"Kuupäev";"Saaja/Maksja";"Selgitus";"Summa";"Valuuta";"Deebet/Kreedit";"Arhiveerimistunnus";"Viitenumber"',
      '"EE382200221020145685";"20";"20.01.2027";"Rebane OÜ";"Liikmemaks";"1 744,00";"EUR";"K";"A1";"202700014"',
      '"EE382200221020145685";"20";"20.01.2027";"Pood AS";"Paber";"12,50";"EUR";"D";"A2";""',
      '"EE382200221020145685";"86";"20.01.2027";"";"lõppsaldo";"900,00";"EUR";"K";"";""',
    ].join('\r\n')

    expect(readStatement(bytes(csv))).toEqual([{ ...read, cents: 174_400 }])
  })

  test('of an older export in the Baltic code page keeps its letters', () => {
    const csv = 'Date,Payer,Amount,Currency,Archive ID\n2027-01-20,OÜ,5.00,EUR,Z'
    const old = Uint8Array.from([...csv].map((sign) => (sign === 'Ü' ? 0xdc : sign.charCodeAt(0))))

    expect(readStatement(old).map((one) => one.payer)).toEqual(['OÜ'])
  })

  test('without the columns that matter is refused', () => {
    expect(() => readStatement(bytes('a,b\n1,2'))).toThrow('No columns')
  })
})
