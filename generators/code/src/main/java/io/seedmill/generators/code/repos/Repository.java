package io.seedmill.generators.code.repos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A repository: its files after the last commit, and its commits. */
record Repository(Map<String, String> files, List<Commit> commits, String test, String prompt) {

  record Commit(String message, String patch) {}

  private static final Duration A_DAY = Duration.ofDays(1);

  static Repository of(Model model, Templates templates, Spelling spelling) {
    Set<String> done = new LinkedHashSet<>();
    List<Map<String, String>> trees = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    Map<String, Object> view = Map.of();
    Map<String, Templates.Written> written = new HashMap<>();
    trees.add(new TreeMap<>());
    for (String step : model.steps()) {
      done.add(step);
      view = view(model, templates, spelling, done);
      trees.add(templates.files(view, written));
      messages.add(message(step, view, templates));
    }
    List<Commit> commits = new ArrayList<>();
    Instant date = Instant.EPOCH.plus(Duration.ofDays(model.firstDay())).plus(Duration.ofHours(9));
    for (int i = 0; i < messages.size(); i++) {
      String place = "%d/%d".formatted(i + 1, messages.size());
      String patch = Patches.patch(place, messages.get(i), date, trees.get(i), trees.get(i + 1));
      commits.add(new Commit(messages.get(i), patch));
      date = date.plus(A_DAY).plus(Duration.ofMinutes(47L * (i % 5)));
    }
    return new Repository(
        trees.get(trees.size() - 1),
        commits,
        (String) view.get("test"),
        templates.render("common/prompt", view).replaceAll("\\s+", " ").trim());
  }

  private static Map<String, Object> view(
      Model model, Templates templates, Spelling spelling, Set<String> done) {
    Map<String, Object> view = new HashMap<>(View.of(model, spelling, done));
    view.put("language", spelling.title());
    view.put("split", false);
    view.put("lang", spelling.id());
    view.put("test", templates.render("test", view).trim());
    return view;
  }

  private static String message(String step, Map<String, Object> view, Templates templates) {
    Map<String, Object> context = new HashMap<>(view);
    int colon = step.indexOf(':');
    context.put("step", colon < 0 ? step : step.substring(0, colon));
    if (colon >= 0) {
      context.put(
          "e", ((List<?>) view.get("entities")).get(Integer.parseInt(step.substring(colon + 1))));
    }
    return templates.render("common/message", context).strip();
  }
}
