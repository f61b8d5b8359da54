package io.seedmill.generators.catalogue.reasoning;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.testing.GeneratorContract;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;

/** The contract, for all kinds and levels in turn. A prompt is known by how it ends. */
class ReasoningContractTest extends GeneratorContract {

  @Override
  protected GeneratorFactory factory() {
    return new ReasoningGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("65be0de11aa73378", "d51a7cf1b3cb6832", "1a8abdc3b7460769");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"level\":10}",
        "{\"mixture\":{\"countdown-numbers\":3,\"minesweeper@9-10\":2,\"zebra-puzzle@1\":1,"
            + "\"weekday\":1,\"syllogism\":1}}");
  }

  /** A pattern for each form of answer, whose demands end the prompt. */
  @Override
  protected List<Pattern> phrasings() {
    Set<String> earlier = new HashSet<>();
    return Kinds.create().values().stream()
        .map(Kind::form)
        .distinct()
        .map(form -> demands(form).filter(earlier::add).map(Pattern::quote))
        .map(demands -> Pattern.compile("(?s).*[ \n](?:" + demands.collect(joining("|")) + ")"))
        .toList();
  }

  private static Stream<String> demands(Form form) {
    return IntStream.range(0, 50).mapToObj(i -> form.demand(new SplitMix64(i))).distinct();
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    String kind = sample.get("kind").textValue();
    String answer = sample.get("answer").textValue();
    JsonNode given = sample.at("/metadata/given");
    boolean isRight =
        Checkers.JUDGES.containsKey(kind)
            ? Checkers.JUDGES.get(kind).accepts(given, answer)
            : Checkers.ALL.get(kind).answer(given).equals(answer);
    return isRight ? Optional.empty() : Optional.of("the answer is another one");
  }

  /** Exchanges characters for others of their sort, until the answer is none of the right ones. */
  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    StringBuilder answer = new StringBuilder(sample.get("answer").textValue());
    do {
      int at = random.nextInt(answer.length());
      char old = answer.charAt(at);
      char other =
          Character.isDigit(old)
              ? (char) ('0' + (old - '0' + 1 + random.nextInt(9)) % 10)
              : old == '#' ? '.' : old == '.' ? '#' : Character.isLetter(old) ? other(old) : old;
      answer.setCharAt(at, other);
      sample.put("answer", answer.toString());
    } while (verify(sample).isEmpty());
  }

  private static char other(char letter) {
    return letter == 'z' || letter == 'Z' ? (char) (letter - 25) : (char) (letter + 1);
  }
}
