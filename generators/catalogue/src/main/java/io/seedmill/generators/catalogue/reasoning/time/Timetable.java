package io.seedmill.generators.catalogue.reasoning.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The earliest arrival, or the latest departure that is early enough, by a table of trains. */
final class Timetable extends Kind {

  private static final List<String> STATIONS =
      List.of(
          "Alder", "Birch", "Cove", "Dale", "Elm", "Ford", "Glen", "Heath", "Isle", "Keld", "Lodge",
          "Marsh", "Nook", "Orchard", "Pool", "Quarry", "Ridge", "Spring", "Thorn", "Vale", "Wood");

  /** Stations, trains, stops of a train at most, and trains to take at least, by level. */
  private static final int[][] SIZES = {
    {4, 4, 3, 1}, {4, 6, 3, 1}, {5, 7, 3, 2}, {5, 9, 4, 2}, {6, 11, 4, 2},
    {6, 13, 4, 2}, {7, 15, 4, 3}, {7, 17, 4, 3}, {8, 20, 5, 3}, {9, 24, 5, 3}
  };

  private static final int MOST_TRAINS = 8;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int TRIES = 60;

  Timetable() {
    super(
        "timetable",
        "when a journey by a timetable ends, or has to begin",
        Form.TIME,
        List.of("table", "question"),
        "{table}\n\n{question}",
        "This is a timetable of trains.\n{table}\n\n{question}",
        "{question}\n\n{table}",
        "Read this timetable, with the stops of each train in order:\n{table}\n\n{question}",
        "All trains of a day:\n{table}\n\n{question} No other trains run.",
        "A notice at the station says:\n{table}\n\nUse it to answer this. {question}");
  }

  /** The stations of each train with their times, and the minutes that a change takes. */
  private record Network(int stations, int[][] stops, int[][] times, int change) {

    /**
     * Returns the earliest arrivals at each station with one train, two trains and so on, each line
     * the best with so many trains or fewer.
     */
    int[][] arrivals(int from, int start) {
      int[][] best = new int[MOST_TRAINS + 1][stations];
      Arrays.fill(best[0], NEVER);
      best[0][from] = start - change;
      for (int trains = 1; trains <= MOST_TRAINS; trains++) {
        best[trains] = best[trains - 1].clone();
        for (int train = 0; train < stops.length; train++) {
          boolean isAboard = false;
          for (int i = 0; i < stops[train].length; i++) {
            int station = stops[train][i];
            int time = times[train][i];
            if (isAboard) {
              best[trains][station] = Math.min(best[trains][station], time);
            }
            int ready = best[trains - 1][station];
            isAboard |= ready != NEVER && ready + change <= time;
          }
        }
        if (Arrays.equals(best[trains], best[trains - 1])) {
          Arrays.fill(best, trains, best.length, best[trains]);
          break;
        }
      }
      return best;
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int[] sizes = SIZES[level - 1];
    while (true) {
      Network network = network(sizes, level, random);
      for (int i = 0; i < TRIES; i++) {
        int from = random.nextInt(sizes[0]);
        int to = random.nextInt(sizes[0]);
        int start = 6 * 60 + random.nextInt(8 * 60);
        int[][] arrivals = network.arrivals(from, start);
        int arrival = arrivals[MOST_TRAINS][to];
        if (from != to && arrival != NEVER && arrivals[sizes[3] - 1][to] > arrival) {
          return random.nextInt(3) == 0
              ? latest(network, from, to, arrival + random.nextInt(20), level, random)
              : problem(network, from, to, start, arrival, false, level, random);
        }
      }
    }
  }

  private static Network network(int[] sizes, int level, UniformRandomProvider random) {
    int[][] stops = new int[sizes[1]][];
    int[][] times = new int[sizes[1]][];
    for (int train = 0; train < stops.length; train++) {
      int count = 2 + random.nextInt(sizes[2] - 1);
      stops[train] = Arrays.copyOf(permutation(sizes[0], random), count);
      times[train] = new int[count];
      int time = 6 * 60 + random.nextInt(11 * 60);
      for (int i = 0; i < count; i++) {
        times[train][i] = time;
        time += 7 + random.nextInt(40);
      }
    }
    return new Network(sizes[0], stops, times, level < 3 ? 5 : 3 + random.nextInt(10));
  }

  /** Asks for the latest departure with which one arrives in time. */
  private static Problem latest(
      Network network, int from, int to, int deadline, int level, UniformRandomProvider random) {
    int latest = -1;
    for (int train = 0; train < network.stops().length; train++) {
      for (int i = 0; i < network.stops()[train].length; i++) {
        int time = network.times()[train][i];
        if (network.stops()[train][i] == from
            && time > latest
            && network.arrivals(from, time)[MOST_TRAINS][to] <= deadline) {
          latest = time;
        }
      }
    }
    return problem(network, from, to, deadline, latest, true, level, random);
  }

  private static Problem problem(
      Network network,
      int from,
      int to,
      int time,
      int answer,
      boolean isLatest,
      int level,
      UniformRandomProvider random) {
    List<String> names = new ArrayList<>(STATIONS);
    shuffle(names, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("from", from).put("to", to).put(isLatest ? "deadline" : "start", time);
    given.put("change", network.change());
    ArrayNode trains = given.putArray("trains");
    StringBuilder table = new StringBuilder();
    int stops = 0;
    for (int train = 0; train < network.stops().length; train++) {
      table.append(train == 0 ? "" : "\n").append("Train ").append(train + 1).append(':');
      ArrayNode listed = trains.addArray();
      for (int i = 0; i < network.stops()[train].length; i++) {
        int at = network.times()[train][i];
        table.append(i == 0 ? " " : ", ").append(names.get(network.stops()[train][i])).append(' ');
        table.append(Dates.clock(at));
        listed.addArray().add(network.stops()[train][i]).add(at);
        stops++;
      }
    }
    String rule =
        " To change trains takes %s minutes at any station: another train can be taken if it leaves"
                .formatted(network.change())
            + " so many minutes after you arrive, or later.";
    String places = "from " + names.get(from) + " to " + names.get(to);
    String question =
        isLatest
            ? "You have to travel %s and be there at %s or earlier.%s What is the latest time at which"
                    .formatted(places, Dates.clock(time), rule)
                + " you can leave "
                + names.get(from)
                + "?"
            : "You are at %s at %s and want to go to %s.%s When can you be at %3$s at the earliest?"
                .formatted(names.get(from), Dates.clock(time), names.get(to), rule);
    return new Problem(
        Dates.clock(answer), given, stops + 10L * SIZES[level - 1][3], table, question);
  }
}
