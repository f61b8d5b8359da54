package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The shortest way from a word to another that changes a letter at a time and stays in a list.
 * Every shortest way counts; a longer one scores the shortest number of steps divided by its own.
 */
final class WordLadder extends Kind {

  private static final List<String> WORDS = Words.read("ladder.txt");

  private final int[] steps = new int[WORDS.size()];
  private final int[] queue = new int[WORDS.size()];

  WordLadder() {
    super(
        "word-ladder",
        "the shortest way from a word to another, one letter at a time",
        Form.WORD_LIST,
        List.of("first", "last", "words"),
        "Turn '{first}' into '{last}' in as few steps as possible. Each step changes one letter, and"
            + " every word must be one of these: {words}. Give all words from '{first}' to '{last}'.",
        "These words may be used: {words}. Find the shortest ladder from '{first}' to '{last}' in which"
            + " neighbours differ in exactly one letter. List the whole ladder with both ends.",
        "A word ladder changes exactly one letter from each word to the next. Build the shortest"
            + " one from '{first}' to '{last}' with words of this list: {words}. Name its words in"
            + " order, the first and the last included.",
        "Starting at '{first}', replace one letter at a time until you reach '{last}', with as few"
            + " words as you can. Allowed are {words}. Which words do you pass, '{first}' and '{last}'"
            + " included?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int distance = 2 + level / 2;
    List<Integer> far = new ArrayList<>();
    int first = 0;
    while (far.isEmpty()) {
      first = random.nextInt(WORDS.size());
      measure(first, distance);
      for (int word = 0; word < steps.length; word++) {
        if (steps[word] == distance) {
          far.add(word);
        }
      }
    }
    int[] ladder = new int[distance + 1];
    ladder[distance] = far.get(random.nextInt(far.size()));
    for (int i = distance; i > 0; i--) {
      int[] next = Neighbours.OF[ladder[i]];
      int from = random.nextInt(next.length);
      while (steps[next[from]] != i - 1) {
        from = (from + 1) % next.length;
      }
      ladder[i - 1] = next[from];
    }
    List<Integer> allowed = new ArrayList<>(Arrays.stream(ladder).boxed().toList());
    while (allowed.size() < distance + 4 + 2 * level) {
      int[] near = Neighbours.OF[allowed.get(random.nextInt(allowed.size()))];
      int word = near[random.nextInt(near.length)];
      int other = random.nextInt(4) == 0 ? random.nextInt(WORDS.size()) : word;
      if (!allowed.contains(other)) {
        allowed.add(other);
      }
    }
    shuffle(allowed, random);
    return problem(ladder, allowed);
  }

  private static Problem problem(int[] ladder, List<Integer> allowed) {
    String first = WORDS.get(ladder[0]);
    String last = WORDS.get(ladder[ladder.length - 1]);
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("first", first).put("last", last);
    given.put("steps", ladder.length - 1);
    ArrayNode words = given.putArray("words");
    List<String> shown = allowed.stream().map(WORDS::get).toList();
    shown.forEach(words::add);
    List<String> answer = Arrays.stream(ladder).mapToObj(WORDS::get).toList();
    return new Problem(
        String.join(", ", answer),
        given,
        (long) allowed.size() * (ladder.length - 1),
        first,
        last,
        String.join(", ", shown));
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    String[] ladder = form().read(reply).orElse("").split(", ", -1);
    List<String> allowed = new ArrayList<>();
    given.path("words").forEach(word -> allowed.add(word.asText()));
    boolean good =
        ladder[0].equals(given.path("first").asText())
            && ladder[ladder.length - 1].equals(given.path("last").asText());
    for (int i = 0; good && i < ladder.length; i++) {
      good = allowed.contains(ladder[i]) && (i == 0 || differences(ladder[i - 1], ladder[i]) == 1);
    }
    return good ? Math.min(1, given.path("steps").doubleValue() / (ladder.length - 1)) : 0;
  }

  /** Breadth-first search up to a distance; what is farther has a distance beyond all. */
  private void measure(int first, int most) {
    Arrays.fill(steps, Integer.MAX_VALUE);
    steps[first] = 0;
    int end = 0;
    queue[end++] = first;
    for (int at = 0; at < end && steps[queue[at]] < most; at++) {
      for (int word : Neighbours.OF[queue[at]]) {
        if (steps[word] == Integer.MAX_VALUE) {
          steps[word] = steps[queue[at]] + 1;
          queue[end++] = word;
        }
      }
    }
  }

  /** The words that differ in one letter from each; found when a ladder is first asked for. */
  private static final class Neighbours {

    static final int[][] OF =
        IntStream.range(0, WORDS.size()).mapToObj(Neighbours::of).toArray(int[][]::new);

    private static int[] of(int word) {
      return IntStream.range(0, WORDS.size())
          .filter(other -> differences(WORDS.get(word), WORDS.get(other)) == 1)
          .toArray();
    }
  }

  private static int differences(String a, String b) {
    int differences = Math.abs(a.length() - b.length());
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences;
  }
}
