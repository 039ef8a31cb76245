//! How the page looks: on a desk, on a telephone, by light and by dark, and on paper.

/// The style sheet.
pub(super) const CSS: &str = "
:root{color-scheme:light dark;--ink:#1f2933;--soft:#56616c;--line:#dde2e7;--paper:#fff;--panel:#f5f7f9;--error:#b3161d;--warn:#8a4f00;--info:#1f5fa8;--kept:#1d6b40;--link:#1a56a0}
@media (prefers-color-scheme:dark){:root{--ink:#e4e9ee;--soft:#a9b4bf;--line:#333e49;--paper:#14191f;--panel:#1b222a;--error:#ff9a9e;--warn:#f0b35e;--info:#7db4f0;--kept:#6fcf97;--link:#8ab8f2}}
*{box-sizing:border-box}
html{scroll-padding-top:12px}
body{margin:0;overflow-wrap:anywhere;font:15px/1.5 system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:var(--ink);background:var(--paper)}
main,header,footer{max-width:1480px;margin:0 auto;padding:0 24px}
header{padding-top:28px}footer{padding-bottom:40px}
h1{font-size:27px;line-height:1.2;margin:0}
h2{font-size:21px;margin:44px 0 6px;padding-top:26px;border-top:1px solid var(--line)}
h3{font-size:16px;margin:26px 0 6px}
p{margin:4px 0}a{color:var(--link)}
.soft{color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:20px 0;padding:0;list-style:none}
.cards li{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:12px 14px}
.cards b{display:block;font-size:23px;line-height:1.25}.cards span{color:var(--soft);font-size:13px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none}
.wide{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding:2px 0}
th{text-align:left;font-weight:600;font-size:13px;color:var(--soft);border-bottom:2px solid var(--line);padding:6px 12px 6px 0;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:7px 12px 7px 0;vertical-align:top}
th,td{min-width:8.5em}
tbody th{color:var(--ink);border-bottom-width:1px;font-weight:400;font-size:inherit;vertical-align:top}
.number{min-width:6.6em;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tag{display:inline-block;border:1px solid currentColor;border-radius:20px;font-size:12px;line-height:1.5;padding:0 9px;white-space:nowrap}
.is-error{color:var(--error)}.is-warn{color:var(--warn)}.is-info{color:var(--info)}.is-kept{color:var(--kept)}
.told{border-left:4px solid var(--info);background:var(--panel);border-radius:0 8px 8px 0;padding:10px 14px;margin:10px 0}
.mark{display:inline-block;min-width:20px;border-radius:10px;padding:0 5px;text-align:center;font-size:12px;line-height:20px;color:var(--paper);background:var(--info)}.mark.error{background:var(--error)}.mark.warn{background:var(--warn)}
.told.error{border-color:var(--error)}.told.warn{border-color:var(--warn)}
code{font:13px ui-monospace,Menlo,Consolas,monospace;background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:0 4px;overflow-wrap:anywhere}
figure{margin:12px 0;border:1px solid var(--line);border-radius:10px;overflow-x:auto}
figure svg{display:block;width:100%;min-width:calc(var(--width)*.75);max-width:var(--width);height:auto}
.promise{display:block;min-width:110px;height:8px;border-radius:4px;background:var(--line);margin-top:4px;overflow:hidden}
.promise i{display:block;height:100%;background:var(--info)}.promise i.late{background:var(--error)}
ol.list{margin:4px 0 4px 18px;padding:0}
@media (max-width:640px){main,header,footer{padding-left:14px;padding-right:14px}h2{font-size:19px}}
@media print{
@page{size:A4 landscape;margin:12mm}
:root{color-scheme:light}
body{font-size:11px}main,header,footer{max-width:none;padding:0}nav{display:none}
h2{margin-top:0;border:0;padding-top:0}section.stream,section.page{break-before:page}
table{font-size:10px}tr,.told,.cards li{break-inside:avoid}h3{break-after:avoid}
.wide{overflow:visible}.number{white-space:normal}th,td{padding-right:8px}figure{overflow:visible;border:0}figure svg{width:auto;min-width:0;max-width:100%;max-height:165mm;height:auto}
}
";
