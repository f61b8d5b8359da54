package io.seedmill.generators.code.repos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A repository: its files after the last commit, and its commits. */
record Repository(Map<String, String> files, List<Commit> commits, String test, String prompt) {

  record Commit(String message, String patch) {}

  private static final Duration A_DAY = Duration.ofDays(1);

  static Repository of(Model model, Templates templates, Spelling spelling) {
    History history =
        model.services().isEmpty()
            ? new History(model, templates, spelling)
            : new ServicesHistory(model, templates, spelling);
    List<Map<String, String>> trees = new ArrayList<>(List.of(new TreeMap<>()));
    List<String> messages = new ArrayList<>();
    for (String step : model.steps()) {
      Map<String, String> tree = history.add(step);
      if (!tree.equals(
          trees.get(messages.size()))) { // it may have nothing to add, such as a search
        trees.add(tree);
        messages.add(history.message(step));
      }
    }
    List<Commit> commits = new ArrayList<>();
    Instant date = Instant.EPOCH.plus(Duration.ofDays(model.firstDay())).plus(Duration.ofHours(9));
    for (int i = 0; i < messages.size(); i++) {
      String place = String.format(Locale.ROOT, "%d/%d", i + 1, messages.size());
      String message = messages.get(i);
      commits.add(
          new Commit(message, Patches.patch(place, message, date, trees.get(i), trees.get(i + 1))));
      date = date.plus(A_DAY).plus(Duration.ofMinutes(47L * (i % 5)));
    }
    Map<String, String> tree = trees.get(messages.size());
    return new Repository(tree, commits, history.test(), history.prompt());
  }
}
