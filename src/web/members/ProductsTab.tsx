import { Text } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import type { Company } from '#domains/members/schema.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { CodeLine } from './CodeLine.tsx'
import classes from './CompanyPage.module.css'
import { InOneLanguage } from './InOneLanguage.tsx'
import { PartCard, PartList } from './PartList.tsx'
import { useReadiness } from './readiness.ts'
import { useText } from './text.ts'

type Product = Company['products'][number]

/** What a company makes: how ready it is, whether its export is controlled, what it connects to. */
export function ProductsTab({ company }: { company: Company }) {
  return (
    <PartList company={company} kind="products" icon={IconPackage}>
      {company.products.map((product) => (
        <ProductCard key={product.id} company={company} product={product} />
      ))}
    </PartList>
  )
}

function ProductCard({ company, product }: { company: Company; product: Product }) {
  const t = useText()
  const readiness = useReadiness()
  const isUnknown = product.controlStatus === 'unknown'
  return (
    <PartCard
      company={company}
      kind="products"
      part={product}
      name={product.name}
      tags={product.kind === 'service' && <Tag>{t('kind.service')}</Tag>}
    >
      <InOneLanguage text={product.description} nothing={t('products.noDescription')} />
      <div className={classes.codes}>
        <Tag tone={product.readiness ? 'accent' : 'plain'}>{readiness(product.readiness)}</Tag>
        <Tag tone={isUnknown ? 'warn' : 'plain'}>
          {t('control.label')}: {t(`control.${product.controlStatus}`)}
          {product.controlCode && ` (${product.controlCode})`}
        </Tag>
      </div>
      <Standards standards={product.standards} />
      <CodeLine list="cpv" label="CPV" codes={product.cpv} />
    </PartCard>
  )
}

function Standards({ standards }: { standards: Product['standards'] }) {
  const t = useText()
  if (standards.length === 0) return null
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('standards.title')}
      </Text>
      <ul className={classes.lines}>
        {standards.map((one) => (
          <li key={`${one.standard} ${one.role}`}>
            {one.standard}{' '}
            <span className={classes.note}>
              {t(`standards.${one.role}`)}, {t(`standards.${one.evidence}`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
