import classes from './Score.module.css'
import type { Tone } from './theme.ts'
import { useText } from './words.ts'

/** A match score of 0–100 as a number, a bar and a word. */
export function Score({ score }: { score: number }) {
  const t = useText()
  const { word, tone } = grade(score)
  return (
    <span
      className={classes.score}
      role="img"
      aria-label={`${t(`score.${word}`)}, ${t('score.of', { score: Math.round(score) })}`}
    >
      <span className={classes.number}>{Math.round(score)}</span>
      <Bar share={score / 100} tone={tone} />
      <span className={classes.word}>{t(`score.${word}`)}</span>
    </span>
  )
}

function Bar({ share, tone }: { share: number; tone: Tone }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`
  return (
    <span className={classes.track} data-tone={tone} aria-hidden>
      <span className={classes.fill} style={{ width }} />
    </span>
  )
}

function grade(score: number): { word: 'strong' | 'good' | 'possible' | 'weak'; tone: Tone } {
  if (score >= 75) return { word: 'strong', tone: 'good' }
  if (score >= 55) return { word: 'good', tone: 'accent' }
  if (score >= 35) return { word: 'possible', tone: 'warn' }
  return { word: 'weak', tone: 'plain' }
}
