package io.seedmill.generators.vision;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.mixture.Mixture;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Png;
import io.seedmill.generators.vision.kind.Picture;
import io.seedmill.generators.vision.kind.Probes;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws that every kind of task keeps. The contract of generators is about answers in text; these
 * are the same laws for pictures: independent readers, scores of wrong pictures, wordings,
 * duplicates.
 */
class VisionKindsTest {

  private static final int SIZE = 256;
  private static final int DRAWS = 10;

  static Stream<String> kinds() {
    return VisionKinds.IDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theFinalFrameScoresFullyInAnySizeAndTheFirstOneNothing(String id) {
    forEachLevel(
        id,
        (kind, task) -> {
          ObjectNode metadata = metadata(task);
          for (int size : new int[] {SIZE, 2 * SIZE, 200}) {
            assertThat(
                "final frame of " + size + " pixels of " + task.given(),
                kind.score(task.answer(), metadata, picture(paint(task, 1, size))),
                closeTo(1, 1e-9));
          }
          assertThat(kind.score(task.answer(), metadata, picture(paint(task, 0, SIZE))), is(0.0));
          Canvas black = new Canvas(SIZE, Colour.BLACK.rgb());
          assertThat(kind.score(task.answer(), metadata, picture(black)), lessThan(0.5));
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theFinalFrameOfAnotherTaskDoesNotCount(String id) {
    VisionKind kind = VisionKinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(2);
    double sum = 0;
    for (int level = 1; level <= Mixture.LEVELS; level++) {
      VisionTask task = kind.draw(level, random);
      sum +=
          kind.score(
              task.answer(), metadata(task), picture(paint(kind.draw(level, random), 1, SIZE)));
    }
    assertThat(sum / Mixture.LEVELS, lessThan(0.5));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void thePicturesSayWhatTheAnswerSays(String id) {
    PixelReaders.Reader reader = PixelReaders.ALL.get(id);
    assertThat("a reader of pixels for " + id, reader != null, is(true));
    forEachLevel(
        id,
        (kind, task) ->
            assertThat(
                task.given().toString(),
                reader.answer(
                    image(paint(task, 0, SIZE)), image(paint(task, 1, SIZE)), task.given()),
                is(task.answer())));
  }

  /** Another digit or piece in the right colour is wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"sudoku", "sliding-puzzle", "chess-mate-in-one"})
  void theContentOfACellCountsAndNotOnlyItsColour(String id) {
    forEachLevel(
        id,
        (kind, task) -> {
          ObjectNode metadata = metadata(task);
          List<String> cycle = id.startsWith("chess") ? List.of("Q", "R") : List.of("1", "3");
          ObjectNode other = JsonNodeFactory.instance.objectNode();
          for (String field : List.of("grid", "board")) {
            JsonNode rows = task.answer().path(field);
            if (rows.isTextual()) {
              other.put(field, swapped(rows.textValue(), cycle));
            }
            rows.forEach(row -> other.withArray(field).add(swapped(row.textValue(), cycle)));
          }
          boolean isOther = !other.toString().replaceAll("[^QR13]", "").isEmpty();
          double score = kind.score(other, metadata, picture(paint(task, 1, SIZE)));
          assertThat(other.toString(), score, isOther ? lessThan(0.999) : is(1.0));
        });
  }

  private static String swapped(String row, List<String> pair) {
    return row.replace(pair.get(0), "*")
        .replace(pair.get(1), pair.get(0))
        .replace("*", pair.get(1));
  }

  /** So a pixel more or less, as when a picture is scaled, does not change a score. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aProbeLiesInAnAreaOfOneColour(String id) {
    forEachLevel(
        id,
        (kind, task) -> {
          for (int time = 0; time <= 1; time++) {
            Canvas canvas = paint(task, time, 2 * SIZE);
            for (VisionTask.Probe probe : task.probes()) {
              int colour = canvas.at(probe.x(), probe.y());
              for (int i = 0; i < 49; i++) {
                double x = probe.x() + (i % 7 - 3) * 0.5;
                double y = probe.y() + (i / 7 - 3) * 0.5;
                if (canvas.at(x, y) != colour) {
                  throw new AssertionError(
                      "at time %d, %.1f %.1f differs from %s of %s"
                          .formatted(time, x, y, probe, task.given()));
                }
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPictureHasAPaletteAndIsTheSameAgain(String id) {
    forEachLevel(
        id,
        (kind, task) -> {
          byte[] first = Png.encode(paint(task, 0, SIZE));
          byte[] middle = Png.encode(paint(task, 0.5, SIZE));
          byte[] last = Png.encode(paint(task, 1, SIZE));
          assertThat(Png.encode(paint(task, 0, SIZE)), is(first));
          assertThat("something moves at half of the time", middle, is(not(first)));
          assertThat(last, is(not(first)));
          for (byte[] png : List.of(first, last)) {
            assertThat(image(png).getColorModel() instanceof IndexColorModel, is(true));
            assertThat("bytes", png.length, lessThan(16_384));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyLevelIsMoreWorkThanTheOneBefore(String id) {
    VisionKind kind = VisionKinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(3);
    double before = 0;
    for (int level = 1; level <= Mixture.LEVELS; level++) {
      double work = 0;
      for (int i = 0; i < 100; i++) {
        work += kind.draw(level, random).work();
      }
      assertThat("level " + level, work, greaterThan(before));
      before = work;
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTaskHasAtLeastFourWordings(String id) {
    VisionKind kind = VisionKinds.create().get(id);
    VisionTask task = kind.draw(3, new SplitMix64(4));
    Set<String> wordings = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      wordings.add(kind.prompt(task, new SplitMix64(i)));
    }
    assertThat(wordings.size(), greaterThanOrEqualTo(4));
  }

  /**
   * Half as many as each of fifteen kinds has among 100,000 samples. Pairs grow with the square, so
   * half of the draws has half of the share.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void fewerThanOneInAHundredIsADuplicate(String id) {
    VisionKind kind = VisionKinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(5);
    Set<String> samples = new HashSet<>();
    int draws = 3_000;
    for (int i = 0; i < draws; i++) {
      VisionTask task = kind.draw(1 + i % Mixture.LEVELS, random);
      samples.add(task.given() + kind.prompt(task, random));
    }
    assertThat(1 - samples.size() / (double) draws, lessThan(0.005));
  }

  private static void forEachLevel(String id, BiConsumer<VisionKind, VisionTask> law) {
    VisionKind kind = VisionKinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(1);
    for (int i = 0; i < DRAWS; i++) {
      law.accept(kind, kind.draw(1 + i % Mixture.LEVELS, random));
    }
  }

  private static ObjectNode metadata(VisionTask task) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.set("given", task.given());
    metadata.set("probes", Probes.of(task, paint(task, 0, SIZE), paint(task, 1, SIZE)));
    return metadata;
  }

  private static Canvas paint(VisionTask task, double time, int size) {
    Canvas canvas = new Canvas(size, Colour.WHITE.rgb());
    task.scene().paint(canvas, time);
    return canvas;
  }

  private static Picture picture(Canvas canvas) {
    return Picture.of(Png.encode(canvas)).orElseThrow();
  }

  private static BufferedImage image(Canvas canvas) {
    return image(Png.encode(canvas));
  }

  private static BufferedImage image(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
