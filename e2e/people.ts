/** People of the demo who walk through the journeys. */
export const manager = 'kadri.tulemae@pohjatuli.example'
export const staff = 'elina.sadelik@pohjatuli.example'
/** Admin of Kaarnatiib, which builds drones. */
export const companyAdmin = 'liis.kaarnapuu@kaarnatiib.example'
export const outsideContact = 'robin@uuslahendus.example'
/** Staff of a partner cluster, and manager of her own. */
export const peer = 'aino.esimerkki@pohjanpalo.example'
