package io.seedmill.generators.vision.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.vision.image.Canvas;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The colours that a final frame must have at some places: {@code [[x, y, final, first], …]}, with
 * the places in 256ths of the width, and colours as {@code #rrggbb}.
 */
public final class Probes {

  private static final int FINAL = 2;
  private static final int FIRST = 3;

  private Probes() {}

  /** Returns the probes of a task with the colours of its frames. */
  public static ArrayNode of(VisionTask task, Canvas firstFrame, Canvas finalFrame) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (VisionTask.Probe probe : task.probes()) {
      all.addArray()
          .add(tenths(probe.x()))
          .add(tenths(probe.y()))
          .add(text(finalFrame.at(probe.x(), probe.y())))
          .add(text(firstFrame.at(probe.x(), probe.y())));
    }
    return all;
  }

  /** Half a pixel does not matter, and the metadata stays short. */
  private static double tenths(double units) {
    return StrictMath.rint(units * 10) / 10;
  }

  private static String text(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /**
   * Scores a picture: the share that is right of what had to change, less the share that is wrong
   * of what had to stay. So the first frame itself scores 0.
   */
  public static double score(JsonNode probes, Picture proposed) {
    return score(probes, proposed, place -> true);
  }

  /**
   * Scores a picture in the same way, where places must be right in another way too.
   *
   * @param alsoRight tells for the number of a place if it is
   */
  public static double score(JsonNode probes, Picture proposed, IntPredicate alsoRight) {
    Set<Integer> palette = palette(probes);
    int changes = 0;
    int changed = 0;
    int stays = 0;
    int lost = 0;
    int place = 0;
    for (JsonNode probe : probes) {
      boolean isRight = alsoRight.test(place++) && isRight(probe, palette, proposed);
      if (probe.path(FINAL).equals(probe.path(FIRST))) {
        stays++;
        lost += isRight ? 0 : 1;
      } else {
        changes++;
        changed += isRight ? 1 : 0;
      }
    }
    if (changes == 0) {
      throw new IllegalArgumentException(
          "metadata.probes: found %s; allowed: places of which one or more change"
              .formatted(probes));
    }
    double right = changed / (double) changes;
    return StrictMath.max(0, right - (stays == 0 ? 0 : lost / (double) stays));
  }

  /** Scores a picture by the share of the rows of probes, by their height, that are all right. */
  public static double shareOfRows(JsonNode probes, Picture proposed) {
    Set<Integer> palette = palette(probes);
    Map<Double, Boolean> rows = new LinkedHashMap<>();
    for (JsonNode probe : probes) {
      rows.merge(probe.path(1).asDouble(), isRight(probe, palette, proposed), Boolean::logicalAnd);
    }
    return rows.values().stream().filter(isRight -> isRight).count()
        / (double) StrictMath.max(1, rows.size());
  }

  private static Set<Integer> palette(JsonNode probes) {
    Set<Integer> palette = new LinkedHashSet<>();
    probes.forEach(
        probe -> {
          palette.add(rgb(probe.path(FINAL)));
          palette.add(rgb(probe.path(FIRST)));
        });
    return palette;
  }

  private static boolean isRight(JsonNode probe, Set<Integer> palette, Picture proposed) {
    return proposed.shows(
        rgb(probe.path(FINAL)), palette, probe.path(0).asDouble(), probe.path(1).asDouble());
  }

  private static int rgb(JsonNode text) {
    try {
      return Integer.decode(text.asText());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata.probes: found the colour '%s'; allowed: one such as #2860c8"
              .formatted(text.asText()),
          e);
    }
  }
}
