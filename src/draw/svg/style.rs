//! How a picture looks, by light and by dark.

/// How the colours of the dark look begin. Whoever shows a picture in a theme of its own, as the editors' extensions do, looks
/// for just these words, and for no others.
pub const DARK: &str = "@media (prefers-color-scheme:dark){";

/// The style sheet of pictures, for pages that hold some. Colours of lanes are those of the six activities in ITIL's order.
pub const CSS: &str = "
.vsd{font:11px 'DejaVu Sans',Verdana,Geneva,sans-serif}.m{text-anchor:middle}.e{text-anchor:end}.b{font-weight:bold}
.s9{font-size:9px}.s12{font-size:12px}.s13{font-size:13px}.s20{font-size:20px}
.paper{fill:#fff}.band{fill:#f6f8fa}.rule{stroke:#fff;stroke-width:2}
text{fill:#1f2933}.soft{fill:#5b6875}.panel{fill:#f4f6f8;stroke:#d9dee3}
.lane{fill:#f4f6f8}.lane0{fill:#eef6f6}.lane1{fill:#ebf3fc}.lane2{fill:#fbeff5}.lane3{fill:#f2effa}.lane4{fill:#edf7f0}.lane5{fill:#fdf4e7}
.bar{fill:#5b6875}.bar0{fill:#17696a}.bar1{fill:#1f5fa8}.bar2{fill:#a02c6b}.bar3{fill:#5d45a8}.bar4{fill:#1d7444}.bar5{fill:#96570a}
.box{fill:#fff;stroke:#5b6875;stroke-width:1.5}.box0{stroke:#17696a}.box1{stroke:#1f5fa8}.box2{stroke:#a02c6b}.box3{stroke:#5d45a8}.box4{stroke:#1d7444}.box5{stroke:#96570a}
.pale{stroke-dasharray:4 4;fill:none}.runs{stroke-width:3}.fold{fill:none;stroke:#c7ced6}.choice{stroke:#5b6875;stroke-width:3}.chip{fill:#fff;stroke:#8b97a3}.glyph{fill:#6b7783}
.wire{fill:none;stroke:#66727e;stroke-width:1.5}.head{fill:#66727e}
.optional{stroke-dasharray:6 4}.rework{stroke-dasharray:2 3}.reply{stroke-dasharray:8 3 2 3}
.wire.error{stroke:#c01f26;stroke-width:2.25}.head.error{fill:#c01f26}.text.error{fill:#b3161d}.box.error{stroke:#c01f26;stroke-width:2.5}.badge.error{fill:#c01f26}
.wire.warn{stroke:#a15c00;stroke-width:2.25}.head.warn{fill:#a15c00}.text.warn{fill:#8a4f00}.box.warn{stroke:#a15c00;stroke-width:2.5}.badge.warn{fill:#a15c00}
.badge.info{fill:#1f5fa8}.text.info{fill:#1f5fa8}.badge-text{fill:#fff}
.kept{fill:#1d7444}.missed{fill:#b3161d}.ladder{fill:none;stroke:#3e4a56;stroke-width:1.5}.dot{fill:#1f5fa8}.ring{fill:none;stroke:#1f5fa8;stroke-width:2}
@media (prefers-color-scheme:dark){
.paper{fill:#14191f}.band{fill:#1b222a}.rule{stroke:#14191f}
text{fill:#e4e9ee}.soft{fill:#a5b1bd}.panel{fill:#1b222a;stroke:#37424d}
.lane{fill:#1b222a}.lane0{fill:#14282a}.lane1{fill:#15243a}.lane2{fill:#2d1a26}.lane3{fill:#221d36}.lane4{fill:#15291d}.lane5{fill:#2d2214}
.bar{fill:#a5b1bd}.bar0{fill:#5cc3c4}.bar1{fill:#7db4f0}.bar2{fill:#ec8fc0}.bar3{fill:#b3a2f2}.bar4{fill:#6fcf97}.bar5{fill:#f0b35e}
.box{fill:#20272f;stroke:#a5b1bd}.box0{stroke:#5cc3c4}.box1{stroke:#7db4f0}.box2{stroke:#ec8fc0}.box3{stroke:#b3a2f2}.box4{stroke:#6fcf97}.box5{stroke:#f0b35e}
.fold{stroke:#46525e}.choice{stroke:#a5b1bd}.chip{fill:#20272f;stroke:#7b8894}.glyph{fill:#a5b1bd}
.wire{stroke:#9aa7b3}.head{fill:#9aa7b3}
.wire.error{stroke:#ff7b80}.head.error{fill:#ff7b80}.text.error{fill:#ff9a9e}.box.error{stroke:#ff7b80}.badge.error{fill:#ff7b80}
.wire.warn{stroke:#f0b35e}.head.warn{fill:#f0b35e}.text.warn{fill:#f0b35e}.box.warn{stroke:#f0b35e}.badge.warn{fill:#f0b35e}
.badge.info{fill:#7db4f0}.text.info{fill:#7db4f0}.badge-text{fill:#14191f}
.kept{fill:#6fcf97}.missed{fill:#ff9a9e}.ladder{stroke:#c3ccd5}.dot{fill:#7db4f0}.ring{stroke:#7db4f0}
}
";

/// What has to be added to it for pictures that show two models over each other.
pub const CHANGES: &str = "
.box.gone,.chip.gone{stroke:#b3161d;stroke-width:2.5;stroke-dasharray:5 4}.wire.gone{stroke:#b3161d;stroke-width:2.25;stroke-dasharray:5 4}.head.gone{fill:#b3161d}.badge.gone{fill:#b3161d}
.box.new,.chip.new{stroke:#1d7444;stroke-width:3}.wire.new{stroke:#1d7444;stroke-width:2.5}.head.new{fill:#1d7444}.badge.new{fill:#1d7444}
.box.changed,.chip.changed{stroke:#a15c00;stroke-width:3}.wire.changed{stroke:#a15c00;stroke-width:2.5}.head.changed{fill:#a15c00}.badge.changed{fill:#a15c00}
@media (prefers-color-scheme:dark){
.box.gone,.chip.gone{stroke:#ff7b80}.wire.gone{stroke:#ff7b80}.head.gone{fill:#ff7b80}.badge.gone{fill:#ff7b80}
.box.new,.chip.new{stroke:#6fcf97}.wire.new{stroke:#6fcf97}.head.new{fill:#6fcf97}.badge.new{fill:#6fcf97}
.box.changed,.chip.changed{stroke:#f0b35e}.wire.changed{stroke:#f0b35e}.head.changed{fill:#f0b35e}.badge.changed{fill:#f0b35e}
}
";
