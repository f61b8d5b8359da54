package io.seedmill.generators.catalogue.reasoning.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The largest number of meetings that do not overlap. */
final class MeetingSchedule extends Kind {

  private static final int STEP = 5;

  MeetingSchedule() {
    super(
        "meeting-schedule",
        "the largest number of meetings that do not overlap",
        Form.INTEGER,
        List.of("meetings"),
        "These meetings are offered: {meetings}. A meeting may begin when another ends. How many can"
            + " one person attend from beginning to end?",
        "One room is wanted for {meetings}. Two meetings may not overlap, but one may follow the other"
            + " at once. How many of them fit at most?",
        "What is the largest number of these that can be chosen without an overlap: {meetings}? That"
            + " one ends when the next begins is no overlap.",
        "Out of {meetings}, choose as many as possible so that no two are at the same time (touching"
            + " ends are fine). How many is that?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 3 + level;
    int[][] meetings = new int[count][];
    StringBuilder shown = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode times = given.putArray("meetings");
    for (int i = 0; i < count; i++) {
      int begin = 8 * 60 + STEP * random.nextInt(9 * 60 / STEP);
      int end = begin + STEP * (3 + random.nextInt(24));
      meetings[i] = new int[] {begin, end};
      times.addArray().add(begin).add(end);
      shown.append(i == 0 ? "" : i == count - 1 ? " and " : ", ").append(clock(begin));
      shown.append('–').append(clock(end));
    }
    Arrays.sort(meetings, Comparator.comparingInt(meeting -> meeting[1]));
    int chosen = 0;
    int free = 0;
    for (int[] meeting : meetings) {
      if (meeting[0] >= free) {
        chosen++;
        free = meeting[1];
      }
    }
    return new Problem(Integer.toString(chosen), given, (long) count * count, shown);
  }

  private static String clock(int minutes) {
    int rest = minutes % 60;
    return minutes / 60 + ":" + (rest < 10 ? "0" : "") + rest;
  }
}
