import type { Label } from '../country.ts'

/** What two products exchange, or withstand, when both follow the standard. */
export type StandardTopic =
  | 'unmanned-control'
  | 'imagery'
  | 'tactical-data'
  | 'situation-picture'
  | 'sensor-tracks'
  | 'messaging'
  | 'simulation'
  | 'vehicle'
  | 'power-and-environment'
  | 'video-and-voice'
  | 'security'

export type InterfaceStandard = { code: string; topic: StandardTopic; label: Label }

const row = (code: string, topic: StandardTopic, en: string, et: string): InterfaceStandard => ({
  code,
  topic,
  label: { en, et },
})

/** Interfaces that products of the cluster meet most often. Editions are stated on the product. */
export const interfaceStandards: readonly InterfaceStandard[] = [
  row('STANAG 4586', 'unmanned-control', 'Control of unmanned aircraft', 'Mehitamata õhusõidukite juhtimine'),
  row(
    'STANAG 4817',
    'unmanned-control',
    'Control of mixed unmanned systems',
    'Eri keskkondade mehitamata süsteemide juhtimine',
  ),
  row('MAVLink 2', 'unmanned-control', 'Messages of small drones', 'Väikedroonide sõnumid'),
  row(
    'IOP UGV',
    'unmanned-control',
    'Ground robot interoperability profile',
    'Maismaarobotite ühilduvusprofiil',
  ),
  row('STANAG 4609', 'imagery', 'Motion imagery with metadata', 'Liikuv pilt koos metaandmetega'),
  row('STANAG 4545', 'imagery', 'Still imagery', 'Seisev pilt'),
  row('STANAG 4607', 'imagery', 'Ground moving targets', 'Maapealsed liikuvad sihtmärgid'),
  row('STANAG 4559', 'imagery', 'Library of reconnaissance products', 'Luuretoodete kogu'),
  row('STANAG 4676', 'sensor-tracks', 'Track data for reconnaissance', 'Luure jälgimisandmed'),
  row('ASTERIX CAT048', 'sensor-tracks', 'Radar target reports', 'Radari sihtmärgiteated'),
  row('ASTERIX CAT062', 'sensor-tracks', 'System tracks', 'Süsteemi jäljed'),
  row('ASTERIX CAT240', 'sensor-tracks', 'Radar video', 'Radari videopilt'),
  row('SAPIENT', 'sensor-tracks', 'Sensor network messages', 'Andurivõrgu sõnumid'),
  row('STANAG 5516', 'tactical-data', 'Link 16', 'Link 16'),
  row(
    'STANAG 5518',
    'tactical-data',
    'Tactical links over other carriers (JREAP)',
    'Taktikalised andmelingid muu kandja kaudu (JREAP)',
  ),
  row('STANAG 5522', 'tactical-data', 'Link 22', 'Link 22'),
  row('VMF', 'tactical-data', 'Variable message format', 'Muutuva pikkusega sõnumid'),
  row('ADatP-36', 'situation-picture', 'Friendly force tracking', 'Oma jõudude jälgimine'),
  row('Cursor on Target', 'situation-picture', 'Events on a shared map', 'Sündmused ühisel kaardil'),
  row('NVG', 'situation-picture', 'Map overlays', 'Kaardikihid'),
  row(
    'MIP4',
    'situation-picture',
    'Exchange between command systems',
    'Andmevahetus juhtimissüsteemide vahel',
  ),
  row('APP-6', 'situation-picture', 'Military symbols', 'Sõjalised leppemärgid'),
  row('ADatP-3', 'messaging', 'Formatted text messages', 'Vormindatud sõnumid'),
  row('STANAG 4406', 'messaging', 'Military mail', 'Sõjaline e-post'),
  row('STANAG 5066', 'messaging', 'Data over short-wave radio', 'Andmeside lühilaineraadios'),
  row('STANAG 4677', 'messaging', 'Dismounted soldier systems', 'Jalavõitleja süsteemid'),
  row('IEEE 1516', 'simulation', 'Linked simulations (HLA)', 'Ühendatud simulatsioonid (HLA)'),
  row('IEEE 1278', 'simulation', 'Distributed simulation (DIS)', 'Hajussimulatsioon (DIS)'),
  row(
    'STANAG 4754',
    'vehicle',
    'Vehicle electronics architecture (NGVA)',
    'Sõidukielektroonika arhitektuur (NGVA)',
  ),
  row('MIL-STD-1553', 'vehicle', 'Data bus of aircraft and vehicles', 'Õhu- ja maismaasõidukite andmesiin'),
  row('SAE J1939', 'vehicle', 'Data bus of heavy vehicles', 'Raskesõidukite andmesiin'),
  row('STANAG 4569', 'vehicle', 'Protection levels of vehicles', 'Sõidukite kaitsetasemed'),
  row('MIL-STD-1275', 'power-and-environment', '28 V vehicle power', 'Sõiduki 28 V toide'),
  row('MIL-STD-810', 'power-and-environment', 'Environmental tests', 'Keskkonnakatsed'),
  row('MIL-STD-461', 'power-and-environment', 'Electromagnetic tests', 'Elektromagnetilised katsed'),
  row('ONVIF', 'video-and-voice', 'Network cameras', 'Võrgukaamerad'),
  row('RTP H.264', 'video-and-voice', 'Live video over networks', 'Otsepilt üle võrgu'),
  row('SIP', 'video-and-voice', 'Voice over networks', 'Kõne üle võrgu'),
  row('STANAG 4774', 'security', 'Confidentiality labels', 'Salastusmärgised'),
  row('SCIP', 'security', 'Secure voice between nations', 'Riikidevaheline turvaline kõne'),
]
