package io.seedmill.generators.code.repos;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The trees of files of a repository, one after the other. */
class History {

  final Model model;
  final Templates templates;
  private final Spelling spelling;
  private final Set<String> done = new LinkedHashSet<>();
  private final Map<String, Templates.Written> written = new HashMap<>();
  private Map<String, Object> view = Map.of();

  History(Model model, Templates templates, Spelling spelling) {
    this.model = model;
    this.templates = templates;
    this.spelling = spelling;
  }

  /** Returns the files by their paths once a step is done, too. */
  Map<String, String> add(String step) {
    done.add(step);
    view = View.of(model, spelling, done);
    view.put("language", spelling.title());
    view.put("platform", spelling.platform());
    view.put("lang", spelling.id());
    view.put("services", List.of());
    view.put("test", templates.render("test", view).trim());
    return templates.files(view, written);
  }

  /** Returns the message of the commit that did a step, the last. */
  String message(String step) {
    Map<String, Object> context = new HashMap<>(view);
    int colon = step.indexOf(':');
    context.put("step", colon < 0 ? step : step.substring(0, colon));
    if (colon >= 0) {
      int entity = Integer.parseInt(step.substring(colon + 1));
      context.put("e", ((List<?>) view.get("entities")).get(entity));
    }
    return templates.render("common/message", context).strip();
  }

  Map<String, Object> view() {
    return view;
  }

  /** Returns the command that runs the tests. */
  String test() {
    return (String) view.get("test");
  }

  /** Returns what somebody would say who wants this repository. */
  String prompt() {
    return oneLine(templates.render("common/prompt", view));
  }

  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
