package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Tools;
import io.seedmill.generators.code.flaws.Variant.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.io.TempDir;

/** Every variant of every flaw as source files, for the tests that compile and run them. */
abstract class FlawUnits {

  /** The number of draws of each variant. */
  private static final int DRAWS = Integer.getInteger("seedmill.test.programs", 1);

  @TempDir Path folder;

  /**
   * A source file.
   *
   * @param id its name among all of the language
   * @param isFlawed whether it has the flaw
   * @param text the file, with what shows the flaw
   * @param isShown whether there is something that shows the flaw
   */
  record Unit(
      String id, Flaw flaw, Variant variant, boolean isFlawed, String text, boolean isShown) {

    @Override
    public String toString() {
      String form = isFlawed ? "flawed" : "sound";
      return "%s (%s.txt, line %d), %s, %s"
          .formatted(flaw.name(), flaw.category(), variant.line(), form, id);
    }
  }

  /** Returns all files of a language, given what is around the code that shows a flaw. */
  static List<Unit> units(Language language, Function<String, String> shown) {
    List<Unit> units = new ArrayList<>();
    Surroundings surroundings = new Surroundings(language);
    for (String category : Flaw.CATEGORIES) {
      for (Flaw flaw : Flaw.of(category)) {
        if (flaw.language() == language) {
          flaw.variants().forEach(each -> add(flaw, each, surroundings, shown, units));
        }
      }
    }
    return units;
  }

  private static void add(
      Flaw flaw,
      Variant variant,
      Surroundings surroundings,
      Function<String, String> shown,
      List<Unit> units) {
    for (int draw = 0; draw < DRAWS; draw++) {
      SplitMix64 random = new SplitMix64(variant.line() + 10_000L * draw);
      SourceFile file = new SourceFile(flaw, variant, surroundings, random);
      boolean isShown = !variant.show().isEmpty();
      String more = isShown ? shown.apply(variant.show(file.drawn())) : "";
      Set<Form> forms = new TreeSet<>(List.of(Form.FLAWED, Form.MENDED, variant.lookAlike()));
      for (Form form : forms) {
        boolean isFlawed = form == Form.FLAWED;
        String id = "u" + units.size();
        units.add(new Unit(id, flaw, variant, isFlawed, file.text(form, more), isShown));
      }
    }
  }

  /** Holds if the flaw shows where it is, and only there. */
  static void compare(List<Unit> units, Set<String> failed) {
    List<String> wrong = new ArrayList<>();
    for (Unit unit : units) {
      if (unit.isShown() && unit.isFlawed() != failed.contains(unit.id())) {
        wrong.add((unit.isFlawed() ? "does not show: " : "shows: ") + unit);
      }
    }
    assertThat(String.join("\n", wrong), wrong, is(List.of()));
  }

  /** Runs a program with the number of a file as its argument; each in a process and a folder. */
  final Set<String> failing(List<Unit> units, String program) throws Exception {
    Set<String> failed = new TreeSet<>();
    for (Unit unit : units) {
      if (unit.isShown()) {
        Path place = Files.createDirectory(folder.resolve("in-" + unit.id()));
        if (Tools.runs(place, program, unit.id()).exitCode() != 0) {
          failed.add(unit.id());
        }
      }
    }
    return failed;
  }

  final Path write(String name, CharSequence text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
