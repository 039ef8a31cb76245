(activity "activity" @context name: (_) @name) @item
(stream "stream" @context name: (_) @name) @item
(step "step" @context name: (_) @name) @item
