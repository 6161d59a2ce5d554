// network-trust: what the network security configuration allows: clear text, user-installed certificates.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { boolean, closed, declaredEvidence, hitOrClear, sentence } from './support.js';

interface Value {
  userCertificates?: boolean;
  cleartext?: boolean; // base or any domain
}

export const networkTrust: Condition<Value> = {
  name: 'network-trust',
  reads: ['manifest', 'resources'],
  schema: closed({ userCertificates: boolean, cleartext: boolean }),
  explain: (v) =>
    sentence(
      { en: 'the network security configuration', zh: '网络安全配置' },
      v.userCertificates !== undefined && {
        en: v.userCertificates ? 'trusts certificates that users install' : 'trusts system certificates only',
        zh: v.userCertificates ? '信任用户安装的证书' : '仅信任系统证书',
      },
      v.cleartext !== undefined && {
        en: v.cleartext ? 'allows clear text' : 'allows no clear text',
        zh: v.cleartext ? '允许明文传输' : '不允许明文传输',
      },
    ),
  match(v, view) {
    const config = readSection(view.facts, 'resources')?.networkSecurity ?? null;
    if (config === null) return { is: 'clear' };
    if (v.userCertificates !== undefined && v.userCertificates !== config.trustsUserCertificates)
      return { is: 'clear' };
    const clear =
      config.cleartextPermitted === true || config.domains.some((d) => d.cleartextPermitted === true);
    if (v.cleartext !== undefined && v.cleartext !== clear) return { is: 'clear' };
    const { app } = view.get(attribution);
    const domains = config.domains.filter((d) => d.cleartextPermitted === true).map((d) => d.domain);
    const more = domains.length > 0 ? { args: domains.slice(0, 5) } : {};
    return hitOrClear([declaredEvidence('network-security-config', app, { entry: config.entry }, more)]);
  },
};
