internal import RuleEngine

extension RulebookGraph {
  /// The graphs for tools: `grammar/reports.md` has the fields.
  package func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.name("version")
      json.number(1)
      json.name("pipelines")
      json.array { json in
        for graph in graphs { json.object { json in write(graph, to: &json) } }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private func write(_ graph: PipelineGraph, to json: inout JSONWriter) {
    let pipeline = program.pipelines[graph.pipeline]
    json.field("name", pipeline.name)
    json.field("id", pipeline.id)
    json.name("decided")
    json.flag(!graph.isUndecided)
    json.name("stages")
    json.array { json in
      for stage in pipeline.stages {
        json.object { json in
          json.field("name", program.stages[stage].name)
          json.field("id", program.stages[stage].id)
          json.name("closed")
          json.flag(program.stages[stage].isClosed)
        }
      }
    }
    json.name("transitions")
    json.array { json in
      for transition in graph.transitions { json.object { json in write(transition, to: &json) } }
    }
    json.name("in_place")
    json.array { json in
      for resident in graph.residents {
        json.object { json in
          write(resident.rule, to: &json)
          json.name("stages")
          json.strings(resident.stages.map { name(ofStage: $0) })
        }
      }
    }
    json.name("never")
    json.strings(graph.silent.map { texts[$0].title })
  }

  private func write(_ rule: Int, to json: inout JSONWriter) {
    json.field("rule", texts[rule].title)
    json.field("trigger", texts[rule].trigger)
    json.field("timer", texts[rule].clock)
    json.field("place", texts[rule].place)
  }

  private func write(_ transition: PipelineGraph.Transition, to json: inout JSONWriter) {
    json.field("kind", transition.kind == .move ? "move" : "creation")
    switch transition.source {
    case .conversation: json.field("from", "new conversation")
    case .stage(let stage): json.field("from_stage", name(ofStage: stage))
    case .pipeline(let pipeline): json.field("from_pipeline", program.pipelines[pipeline].name)
    }
    json.field("to_stage", name(ofStage: transition.target))
    json.field("to_pipeline", program.pipelines[program.stages[transition.target].pipeline].name)
    write(transition.rule, to: &json)
    json.name("arms")
    json.array { json in
      for arm in transition.arms { json.number(Double(arm + 1)) }
    }
    switch transition.circle {
    case .immediate: json.field("circle", "one event")
    case .timed: json.field("circle", "timers")
    case nil: break
    }
    switch transition.certainty {
    case .shown(let line):
      json.field("verdict", "shown")
      json.field("example", line)
    case .undecided: json.field("verdict", "unknown")
    }
  }
}
