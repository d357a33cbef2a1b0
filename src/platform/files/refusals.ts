import type { UploadLimits } from './limits.ts'
import type { FileRefusal } from './upload.ts'

export function tooManyEntries(limits: UploadLimits): FileRefusal {
  return {
    code: 'files/too-many-entries',
    message: `The archive lists more than ${limits.entries} files. Please send it in parts.`,
  }
}

export function tooLarge(limits: UploadLimits): FileRefusal {
  return {
    code: 'files/too-large',
    message: `Unpacked, the archive would be larger than ${inMegabytes(limits.totalBytes)} MB. Please send it in parts.`,
  }
}

export function entryTooLarge(limits: UploadLimits): FileRefusal {
  return {
    code: 'files/entry-too-large',
    message: `This file is larger than ${inMegabytes(limits.entryBytes)} MB.`,
  }
}

export function bomb(): FileRefusal {
  return {
    code: 'files/bomb',
    message: 'The archive is built to fill the memory of whoever opens it, so it was not opened.',
  }
}

export function damaged(message: string): FileRefusal {
  return { code: 'files/damaged', message }
}

export function encrypted(message: string): FileRefusal {
  return { code: 'files/encrypted', message: `${message} Please send it without a password.` }
}

export function truncated(message: string): FileRefusal {
  return { code: 'files/truncated', message: `${message} It may have been cut during sending.` }
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024))
}
