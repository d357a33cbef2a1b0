declare global {
  interface Window {
    /** Where style writers (react-remove-scroll) look for the nonce; the name is a convention older than they are. */
    __webpack_nonce__?: string
  }
}

/** The nonce of this page, which the content security policy asks of every style written at run time. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

window.__webpack_nonce__ = nonce
