package io.seedmill.generators.code.family;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.SampleSeeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/** The families of the files are all used, in all their ways, and say what they do. */
class FamiliesTest {

  /** Words that one of the languages keeps for itself, or that would hide one of its functions. */
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract and as assert async auto await bool boolean break byte case catch char class"
                  + " const continue crate def default defer del delete do double dyn elif else"
                  + " enum except export extends extern false final finally float fn for from func"
                  + " function global go goto if impl implements import in inline inout instanceof"
                  + " int interface internal is lambda len let list long loop map match max min mod"
                  + " move mut namespace new nil none nonlocal not null operator or package pass"
                  + " print private protected protocol pub public raise range ref register return"
                  + " self set short signed sizeof static str string struct sum super switch this"
                  + " throw trait true try type typedef typeof union unsafe unsigned use using var"
                  + " virtual void volatile where while with yield"
                  + " abs exit free open round")
              .split(" "));

  private static final Pattern SENTENCE =
      Pattern.compile("(returns|takes `\\w+`,) [^{}|]*[^{}| ,.]");

  private final Composer composer = new Composer();
  private final List<String> problems = new ArrayList<>();

  @Test
  void everyWayOfEveryFamilyRuns() {
    Set<String> ways = new TreeSet<>();
    for (Family family : Composer.FILE.families) {
      Set<String> open = new TreeSet<>();
      family.bodies().forEach(body -> ways(body.body(), open));
      ways.addAll(open);
      for (int seed = 0; seed < 400 && !open.isEmpty(); seed++) {
        composer
            .attempt(family, new SplitMix64(seed))
            .ifPresent(task -> open.removeAll(task.ways()));
      }
      open.forEach(way -> problems.add(family.name() + " never takes " + way));
    }
    assertThat(problems, is(List.of()));
    // A family with one way is drawn with one control flow only.
    assertThat("ways: " + ways.size(), ways.size() > 2 * Composer.FILE.families.size() - 60);
  }

  @Test
  void everyPieceRunsInAllItsWays() {
    Set<String> open = new TreeSet<>();
    for (Piece piece : Composer.FILE.pieces) {
      open.add(piece.name());
      piece.body().ifPresent(body -> ways(body.body(), open));
    }
    for (int seed = 0; seed < 20_000 && !open.isEmpty(); seed++) {
      open.removeAll(composer.draw(new SplitMix64(seed)).ways());
    }
    assertThat(open, is(Set.of()));
  }

  /** Other parameters of this draw have all names that its first one could have. */
  @Test
  void aTaskWithoutANameForItsFirstParameterIsDrawnAgain() {
    SampleSeeds seeds = SampleSeeds.of(7, "code-samples, series 0");
    assertThat(composer.draw(seeds.randomOf(37_996)).examples().isEmpty(), is(false));
  }

  @Test
  void noFamilyIsDrawnMuchLessThanOthers() {
    Map<String, Integer> counts = new HashMap<>();
    int mean = 30; // as the last step
    for (int seed = 0; seed < mean * Composer.families().size(); seed++) {
      for (String family : composer.draw(new SplitMix64(seed)).families()) {
        counts.merge(family, 1, Integer::sum);
      }
    }
    for (String family : Composer.families()) {
      if (counts.getOrDefault(family, 0) < mean / 3) {
        problems.add(family + ": " + counts.get(family) + "; expected about " + mean + " or more");
      }
    }
    assertThat(problems, is(List.of()));
  }

  @Test
  void intentionsAreSentences() {
    for (int seed = 0; seed < 3_000; seed++) {
      Task task = composer.draw(new SplitMix64(seed));
      String intention = task.intention();
      boolean odd = intention.chars().filter(c -> c == '`').count() % 2 == 1;
      boolean brackets =
          intention.chars().filter(c -> c == '(').count()
              != intention.chars().filter(c -> c == ')').count();
      if (!SENTENCE.matcher(intention).matches()
          || odd
          || brackets
          || intention.contains("  ")
          || intention.contains(" , ")) {
        problems.add(task.families() + ": " + intention);
      }
      task.program()
          .main()
          .parameters()
          .forEach(
              parameter -> {
                // A sentence has the names that every language spells alike.
                if (parameter.name().contains("_")
                    || !intention.contains("`" + parameter.name() + "`")) {
                  problems.add(parameter.name() + " is not so in: " + intention);
                }
              });
    }
    assertThat(problems, is(List.of()));
  }

  @Test
  void stepsBeginWithVerbsAndPhrasesDoNot() {
    for (Family family : Composer.FILE.families) {
      String verb = family.does().split(" ", 2)[0];
      if (family.isStage() && !verb.endsWith("s") && !verb.startsWith("{")) {
        problems.add(family.name() + " does: " + verb);
      }
      if (family.isStage() && family.gives().size() < 2) {
        problems.add(family.name() + " gives fewer than two names");
      }
      for (String phrase : family.phrases()) {
        if (phrase.startsWith("return") || phrase.endsWith(".")) {
          problems.add(family.name() + " says: " + phrase);
        }
        for (int i = 1; i < family.parameterTypes().size(); i++) {
          if (!phrase.contains("{" + (i + 1) + "}")) {
            problems.add(family.name() + " does not name input " + (i + 1) + ": " + phrase);
          }
        }
        if (!phrase.contains("it}") && !phrase.contains(":it")) {
          problems.add(family.name() + " does not name its input: " + phrase);
        }
      }
    }
    assertThat(problems, is(List.of()));
  }

  @Test
  void noNameIsReserved() {
    for (Family family : Composer.FILE.families) {
      List<String> names = new ArrayList<>(family.names());
      names.addAll(family.gives());
      family.synonyms().values().forEach(names::addAll);
      for (String name : names) {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT)) || name.endsWith("_")) {
          problems.add(family.name() + ": " + name);
        }
      }
    }
    assertThat(problems, is(List.of()));
  }

  private static void ways(List<Syntax.S> block, Set<String> to) {
    for (Syntax.S statement : block) {
      if (statement instanceof Syntax.Choose choose) {
        for (int i = 0; i < choose.options().size(); i++) {
          to.add(choose.place() + " " + i);
          ways(choose.options().get(i), to);
        }
      } else if (statement instanceof Syntax.If condition) {
        ways(condition.then(), to);
        ways(condition.otherwise(), to);
      } else if (statement instanceof Syntax.While loop) {
        ways(loop.body(), to);
      } else if (statement instanceof Syntax.For loop) {
        ways(loop.body(), to);
      } else if (statement instanceof Syntax.Range loop) {
        ways(loop.body(), to);
      }
    }
  }
}
