//! A process as the token game plays it: nodes, what they do with tokens, and the flows between them.

/// What a node does with tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Start,
    End,
    /// An end that ends everything around it.
    Terminate,
    /// An end that is caught by this node at the border of the sub-process.
    Raise(usize),
    Task,
    Exclusive,
    Parallel,
    Inclusive,
    /// A sub-process, by the number of its scope.
    Sub(usize),
    /// An event at the border of a node: whether it ends that.
    Border {
        host: usize,
        interrupts: bool,
    },
}

/// When a flow out of an activity is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Always,
    /// Where its condition holds.
    If,
    /// Where no other is.
    Default,
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub kind: Kind,
    /// The scope that it stands in; that of the process is 0.
    pub scope: usize,
    /// Whether it acts without anything that leads to it.
    pub begins: bool,
}

/// A flow between two nodes.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    pub from: usize,
    pub to: usize,
    pub way: Way,
}

/// A process.
#[derive(Clone, Debug)]
pub struct Net {
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
    /// How many scopes there are.
    pub scopes: usize,
}

impl Default for Net {
    fn default() -> Net {
        Net { nodes: Vec::new(), flows: Vec::new(), scopes: 1 }
    }
}

impl Net {
    /// Adds a node of the process itself.
    pub fn add(&mut self, kind: Kind) -> usize {
        self.add_within(kind, 0)
    }

    /// Adds a node of a scope.
    pub fn add_within(&mut self, kind: Kind, scope: usize) -> usize {
        self.nodes.push(Node { kind, scope, begins: kind == Kind::Start });
        self.nodes.len() - 1
    }

    /// Adds a flow that is always taken.
    pub fn join(&mut self, from: usize, to: usize) {
        self.flows.push(Flow { from, to, way: Way::Always });
    }

    /// The flows out of a node.
    pub fn outgoing(&self, node: usize) -> Vec<usize> {
        (0..self.flows.len()).filter(|&flow| self.flows[flow].from == node).collect()
    }

    /// The flows into a node.
    pub fn incoming(&self, node: usize) -> Vec<usize> {
        (0..self.flows.len()).filter(|&flow| self.flows[flow].to == node).collect()
    }

    /// The events at the border of a node that lead anywhere.
    pub fn borders(&self, node: usize) -> Vec<(usize, bool)> {
        let mut borders = Vec::new();
        for (border, of) in self.nodes.iter().enumerate() {
            if let Kind::Border { host, interrupts } = of.kind
                && host == node
                && !self.outgoing(border).is_empty()
            {
                borders.push((border, interrupts));
            }
        }
        borders
    }

    /// Whether something is decided at a node.
    pub fn decides(&self, node: usize) -> bool {
        let outgoing = self.outgoing(node);
        match self.nodes[node].kind {
            Kind::Exclusive | Kind::Inclusive => outgoing.len() > 1,
            Kind::Task | Kind::Sub(_) => {
                !self.borders(node).is_empty()
                    || outgoing.len() > 1 && outgoing.iter().any(|&flow| self.flows[flow].way != Way::Always)
            }
            _ => false,
        }
    }

    /// How many decisions there are.
    pub fn choices(&self) -> usize {
        (0..self.nodes.len()).filter(|&node| self.decides(node)).count()
    }

    /// The same with a task behind each parallel gateway, so that somebody waits there.
    pub fn with_tasks_behind_joins(&self) -> Net {
        let mut net = self.clone();
        for node in 0..self.nodes.len() {
            if self.nodes[node].kind != Kind::Parallel || self.incoming(node).len() < 2 {
                continue;
            }
            let task = net.add_within(Kind::Task, self.nodes[node].scope);
            for flow in self.outgoing(node) {
                net.flows[flow].from = task;
            }
            net.join(node, task);
        }
        net
    }

    /// The process in BPMN, without data, messages and names of its own.
    pub fn xml(&self) -> String {
        let mut xml = String::from(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>\n<process id='p' name='Process'>\n",
        );
        self.write_scope(0, &mut xml);
        xml + "</process>\n</definitions>\n"
    }

    fn write_scope(&self, scope: usize, xml: &mut String) {
        for (node, of) in self.nodes.iter().enumerate() {
            if of.scope == scope {
                self.write_node(node, xml);
            }
        }
        for (flow, of) in self.flows.iter().enumerate() {
            if self.nodes[of.from].scope != scope {
                continue;
            }
            let labelled = matches!(self.nodes[of.from].kind, Kind::Exclusive | Kind::Inclusive)
                && self.outgoing(of.from).len() > 1
                || of.way != Way::Always;
            let label = if labelled { format!(" name='answer {flow}'") } else { String::new() };
            let condition = match of.way {
                Way::If => "<conditionExpression>x</conditionExpression>",
                _ => "",
            };
            *xml += &format!(
                "<sequenceFlow id='f{flow}'{label} sourceRef='n{}' targetRef='n{}'>{condition}</sequenceFlow>\n",
                of.from, of.to
            );
        }
    }

    fn write_node(&self, node: usize, xml: &mut String) {
        let default = self.outgoing(node).into_iter().find(|&flow| self.flows[flow].way == Way::Default);
        let default = default.map(|flow| format!(" default='f{flow}'")).unwrap_or_default();
        let text = match self.nodes[node].kind {
            Kind::Start => format!("<startEvent id='n{node}' name='Order {node}'/>\n"),
            Kind::End => format!("<endEvent id='n{node}' name='End {node}'/>\n"),
            Kind::Terminate => {
                format!("<endEvent id='n{node}' name='End {node}'><terminateEventDefinition/></endEvent>\n")
            }
            Kind::Raise(border) => {
                format!("<endEvent id='n{node}' name='Event {border}'><errorEventDefinition/></endEvent>\n")
            }
            Kind::Task => format!("<task id='n{node}' name='Task {node}'{default}/>\n"),
            Kind::Exclusive => {
                format!("<exclusiveGateway id='n{node}' name='Question {node}?'{default}/>\n")
            }
            Kind::Parallel => format!("<parallelGateway id='n{node}'/>\n"),
            Kind::Inclusive => {
                format!("<inclusiveGateway id='n{node}' name='Question {node}?'{default}/>\n")
            }
            Kind::Border { host, interrupts } => format!(
                "<boundaryEvent id='n{node}' name='Event {node}' attachedToRef='n{host}' cancelActivity='{interrupts}'>\
                 <errorEventDefinition/></boundaryEvent>\n"
            ),
            Kind::Sub(scope) => {
                *xml += &format!("<subProcess id='n{node}' name='Part {node}'{default}>\n");
                self.write_scope(scope, xml);
                "</subProcess>\n".to_owned()
            }
        };
        *xml += &text;
    }
}
