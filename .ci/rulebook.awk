# A rulebook of `rules` rules for benchmarks, always the same: awk -v rules=10000 -f rulebook.awk
# 24 pipelines of 5 to 8 stages, 28 properties; triggers, conditions, arms, tables and definitions mixed as in the samples.
# With `errors=1` every rule has one mistake, of ten kinds in turn.

function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function pick(list, names, n) { n = split(list, names, "|"); return names[random(n) + 1] }
function quoted(text) { return "\"" text "\"" }
function number(n) { return n < 10 ? "0" n : n }

function stage() { return stages[at, random(stageCount[at]) + 1] }

# A test of a property that the rule has not asked about yet: two tests of one property may exclude each other.
function test(kind, about) {
  do {
    kind = random(16)
    about = kind < 3 || kind == 5 ? "priority" : kind < 5 ? "severity" : kind == 8 || kind == 9 || kind == 15 ? "size" : kind
  } while (about in asked)
  asked[about]
  if (kind < 3) return "priority is " pick("Low|Medium|High|Urgent")
  if (kind < 5) return "severity is " pick("Minor|Major|Critical")
  if (kind == 5) return "priority is at least " pick("Medium|High")
  if (kind == 6) return "region is one of " pick("EMEA, APAC|LATAM, APAC|EMEA, ANZ")
  if (kind == 7) return "contact.language is " pick("en|de|fr")
  if (kind == 8) return "amount is at least " (random(90) + 1) * 100
  if (kind == 9) return "affected is above " random(500) + 1
  if (kind == 10) return pick("vip|not vip|trial|not contact.newsletter")
  if (kind == 11) return "subject contains " quoted(pick("outage|invoice|login|refund|printer|VPN") " " random(40))
  if (kind == 12) return "subject starts with " quoted("[" pick("urgent|test|fwd|ops") "-" random(40) "]")
  if (kind == 13) return "labels has " pick("billing|printer|\"area/network\"|\"lang/de\"")
  if (kind == 14) return "company.tier is " pick("Gold|Silver|Bronze")
  return pick(quoted("large case " number(random(10))) "|owner is unknown|\"due date\" is before today|team is unknown")
}

function condition(count, text, i, joint) {
  joint = random(4) == 0 ? " or " : " and "
  text = test()
  for (i = 2; i <= count; i++) text = text joint test()
  return text
}

function trigger(kind) {
  kind = random(12)
  if (kind < 3) return "on stage " stage()
  if (kind < 5) return "on reply from contact\n  at most " random(5) + 1 " times per 24 hours"
  if (kind == 5) return "on ticket created or " pick("subject|priority|amount|region") " changed"
  if (kind == 6) return "on ticket created via " pick("email|form|chat|phone")
  if (kind == 7) return "on email sent to contact"
  if (kind == 8) return "on " pick("priority changed|labels gained billing|severity becomes Critical|region changed")
  if (kind == 9) return "on " pick("assigned|unassigned|activity|note added|reopened|leaving stage " stage())
  if (kind == 10) return "after " random(9) + 1 " " pick("days|hours|business hours") " in stage " stage()
  return pick("after 2 days without answer to contact|every Monday, Friday at 09:30|on 3 days before \"due date\"")
}

# No two rules may write one field differently in one round, so plain actions are those that agree with any other.
function action(kind) {
  kind = random(8)
  if (kind < 2) return "notify " pick("owner|followers|team Network|its backup") " " quoted(pick("look at|late:|again:|now in {stage}:") " {subject} (" made ")")
  if (kind < 4) return "add note " quoted("rule " made ": " pick("{priority} in {stage}|checked by {owner}|{amount} so far"))
  if (kind == 4) return "add " pick("mail|network|\"erp/finance\"|\"erp/people\"") " to services"
  if (kind == 5) return "send email " pick("Received|Reminder|Survey|\"We are late\"") " to " pick("contact|owner|cc")
  if (kind == 6) return "create task " quoted("Call {contact.name} about " made) " for owner due in " random(20) + 2 " hours"
  return "increase score by " made
}

function actions(count, text, i) {
  text = "do " action()
  for (i = 2; i <= count; i++) text = text "\n  then " action()
  return text
}

# What writes a field starts from a category of its own, so that its writers exclude each other.
function writer(kind, turn) {
  kind = random(5)
  turn = written[at, kind]++
  if (turn >= categories) return actions(1)
  turn = "when category is C" number(turn) (random(2) ? " and " test() : "") "\n  do "
  if (kind == 0) return turn "move to " stage()
  if (kind == 1) return turn "set tier to " pick("T1|T2|T3")
  if (kind == 2) return turn "assign to team " pick("Network|Printers|\"Tier 2\"|DACH")
  if (kind == 3) return turn "set \"next review\" to " random(20) + 1 " days from now"
  return turn "set reason to " quoted("category " random(90))
}

function table(text, i) {
  text = "table\n    | priority is | region is | notify team ____ \"new: {subject}\" | add note ____ |"
  for (i = 1; i <= 6; i++) {
    text = text "\n    | " (i == 6 ? "any" : pick("Low|Medium|High|Urgent")) " | " \
      (i == 6 ? "any" : i == 1 ? "EMEA" : i == 2 ? "APAC" : i == 3 ? "LATAM" : i == 4 ? "ANZ" : "NA") \
      " | " pick("Network|Printers|DACH") " | " pick("-|" quoted("row " i)) " |"
  }
  return text
}

function body(kind) {
  kind = random(100)
  if (kind < 1) return table()
  if (kind < 20) return writer()
  if (kind < 52) return actions(1)
  if (kind < 90) return "when " condition(1 + (random(100) < 40) + (random(100) < 20)) "\n  " actions(1 + (random(10) == 0))
  if (kind < 95) return "only if " condition(1) "\n  when " condition(1) " do " action() "\n  otherwise " actions(1)
  return "when " condition(1 + random(2)) " do " action() "\n  otherwise when " condition(1) " do " action() "\n  otherwise do " action()
}

# One mistake in a rule that was right.
function spoiled(rule, kind) {
  kind = made % 10
  if (kind == 0 && sub(/\n  do /, "\n  doo ", rule)) return rule
  if (kind == 1) return rule "\n  then move to Nwe"
  if (kind == 2) return rule "\n  then set priority to Hihg"
  if (kind == 3) return rule "\n  then notify team Netwrok \"x\""
  if (kind == 4) return rule "\n  then set colour to red"
  if (kind == 5) return rule "\n  then add note rule"
  if (kind == 6) return rule "\n  then assign Network"
  if (kind == 7) return rule "\n  then set amount to \"ten\""
  if (kind == 8) return rule "\n  then send email Recieved to contact"
  return rule "\n  then raise region to EMEA"
}

function vocabulary(i, j, line) {
  print "# A made rulebook: see .ci/rulebook.awk.\n"
  print "portal \"Acme\" edition enterprise in \"Europe/Berlin\"\n"
  print "calendar Office in \"Europe/Berlin\" default\n  Monday to Friday 09:00 to 12:00, 13:00 to 17:00 except 2026-12-25\n"
  for (i = 1; i <= 24; i++) {
    at = i
    pipelines[i] = quoted(pick("Support|Billing|Returns|Field service|Onboarding|Renewals") " " number(i))
    print "pipeline " pipelines[i] " id " quoted(i) (i == 1 ? " default" : "")
    stageCount[i] = 5 + random(4)
    split("New|\"Waiting on contact\"|\"Waiting on us\"|Closed|Escalated|\"In review\"|\"On hold\"|Scheduled", names, "|")
    for (j = 1; j <= stageCount[i]; j++) {
      stages[i, j] = names[j]
      print "  stage " names[j] " id " quoted(i * 100 + j) (names[j] == "Closed" ? " closed" : "")
    }
    print ""
  }
  print "property subject: text\nproperty summary: text\nproperty reason: text\nproperty source: text"
  print "property priority id \"hs_ticket_priority\": ordered one of Low id \"LOW\", Medium id \"MEDIUM\", High id \"HIGH\", Urgent id \"URGENT\""
  print "property severity: ordered one of Minor, Major, Critical\nproperty region: one of EMEA, APAC, LATAM, ANZ, NA"
  line = "property category: one of C00"
  for (i = 1; i < categories; i++) line = line ", C" number(i)
  print line
  print "property tier: one of T1, T2, T3\nproperty impact: one of One, Team, Site"
  print "property labels: set of stale, billing, printer, \"area/network\", \"area/policy\", \"lang/de\", \"lang/other\""
  print "property services: set of mail, network, vpn, \"erp/finance\", \"erp/people\""
  print "property amount: number\nproperty affected: number\nproperty score: number\nproperty cost: number"
  print "property vip: flag\nproperty trial: flag\nproperty backup: person\nproperty deputy: person"
  print "property \"due date\": date\nproperty \"next review\": time"
  print "property contact.name: text\nproperty contact.language: one of en, de, fr\nproperty contact.newsletter: flag"
  print "property company.name: text\nproperty company.tier: one of Gold, Silver, Bronze\nproperty company.seats: number\n"
  print "team Network\nteam Printers\nteam \"Tier 2\"\nteam DACH\n"
  print "template Received\ntemplate Reminder\ntemplate Survey\ntemplate \"We are late\"\n"
  for (i = 0; i < 10; i++)
    print "define \"large case " number(i) "\" as amount is at least " 1000 + i * 500 " or affected is above " 100 + i * 20
}

BEGIN {
  seed = 20260101
  categories = 60
  made = 0
  vocabulary()
  for (at = 1; at <= 24; at++) {
    print "\nfor pipeline " pipelines[at]
    last = int(rules * at / 24)
    while (made < last) {
      made++
      text = "rule " quoted(pick("Tell|Route|Watch|Escalate|Remind|Label|Close|Check") " " made)
      # No two rules may say the same, nor wait for the same and ask the same.
      do {
        delete asked
        start = trigger()
        said = body()
        head = start
        if (said ~ /^(when|only)/) { head = said; sub(/ *\n? *do .*/, "", head); head = start "\n" head }
        else if (said !~ /made|rule|\(/) head = start said
      } while ((at, head) in seen && said !~ /^do .*[0-9]/)
      seen[at, head]
      text = text "\n  " start "\n  " said
      print "\n" (errors ? spoiled(text) : text)
    }
  }
}
