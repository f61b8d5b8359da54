package io.seedmill.generators.code.repos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The trees of a repository of several services: a folder each, and files that they share. */
final class ServicesHistory extends History {

  private static final String README = "README.md";
  private static final String IGNORED = ".gitignore";
  private static final String LICENCE = "LICENSE";

  private final List<History> services = new ArrayList<>();
  private final List<Map<String, String>> trees = new ArrayList<>();
  private boolean isTestedByCi;

  ServicesHistory(Model model, Templates templates, Spelling spelling) {
    super(model, templates, spelling);
    for (Model service : model.services()) {
      services.add(new History(service, templates, spelling));
      trees.add(Map.of());
    }
  }

  @Override
  Map<String, String> add(String step) {
    if (step.equals("ci")) {
      isTestedByCi = true;
    } else {
      int service = service(step);
      trees.set(service, services.get(service).add(step.substring(2)));
    }
    Map<String, String> tree = new TreeMap<>();
    Map<String, Object> view = view();
    for (int i = 0; i < trees.size(); i++) {
      String folder = model.services().get(i).name() + "/";
      for (Map.Entry<String, String> file : trees.get(i).entrySet()) {
        boolean isShared = List.of(README, LICENCE, IGNORED).contains(file.getKey());
        tree.merge(
            isShared ? file.getKey() : folder + file.getKey(),
            file.getValue(),
            (a, b) -> a.length() >= b.length() ? a : b);
      }
    }
    tree.put(LICENCE, templates.render("common/licence", view));
    tree.put(README, templates.text("common/services", README, view));
    if (isTestedByCi) {
      String path = ".github/workflows/tests.yml";
      tree.put(path, templates.text("ci", path, view));
    }
    return tree;
  }

  private static int service(String step) {
    return step.charAt(0) - '0';
  }

  @Override
  String message(String step) {
    return step.equals("ci")
        ? "Run the tests of every service for every change"
        : model.services().get(service(step)).name()
            + ": "
            + lowerFirst(services.get(service(step)).message(step.substring(2)));
  }

  private static String lowerFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  @Override
  Map<String, Object> view() {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (History service : services) {
      if (!service.view().isEmpty()) {
        Map<String, Object> view = new HashMap<>(service.view());
        view.put("section", templates.render("common/service", view).replaceAll("(?m)^##", "###"));
        shown.add(view);
      }
    }
    Map<String, Object> view = new HashMap<>(shown.get(0));
    view.putAll(model.variants());
    view.put("services", shown);
    view.put("name", model.name());
    view.put("title", View.title(model.name()));
    view.put("test", test());
    return view;
  }

  @Override
  String test() {
    return services.stream()
        .filter(service -> !service.view().isEmpty())
        .map(service -> "(cd %s && %s)".formatted(service.model.name(), service.test()))
        .collect(Collectors.joining(" && "));
  }

  @Override
  String prompt() {
    return oneLine(templates.render("common/prompt_services", view()));
  }
}
