package io.seedmill.generators.vision.image;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CanvasTest {

  /** Returns the sum of what is black, in pixels. */
  private static double area(Shape shape) {
    Canvas canvas = new Canvas(256, 0xFFFFFF).fill(shape, 0);
    return Arrays.stream(canvas.pixels()).mapToDouble(rgb -> 255 - (rgb & 0xFF)).sum() / 255;
  }

  @Test
  void aShapeCoversItsArea() {
    assertThat(area(Shape.rectangle(10, 20, 30, 40)), is(1200.0));
    assertThat(area(Shape.rectangle(10.5, 20.25, 30, 40)), closeTo(1200, 10));
    assertThat(area(Shape.disc(128, 128, 60)), closeTo(Math.PI * 3600, 40));
    assertThat(area(Shape.ring(128, 128, 60, 10)), closeTo(Math.PI * (65 * 65 - 55 * 55), 40));
    assertThat(area(Shape.sector(128, 128, 60, 0, 90)), closeTo(Math.PI * 900, 20));
    assertThat(area(Shape.line(50, 50, 150, 50, 10)), closeTo(1000 + Math.PI * 25, 10));
    assertThat(area(Shape.arc(128, 128, 60, 0, 180, 10)), closeTo(Math.PI * 625, 20));
    assertThat(area(Shape.rectangle(50, 50, 100, 100).turned(33, 100, 100)), closeTo(10_000, 40));
    assertThat(area(Shape.rectangle(50, 50, 10, 10).scaled(-2, 1, 60, 50)), is(200.0));
  }

  @Test
  void overlappingPartsAndWhatIsOutsideDoNotCountTwice() {
    Shape square = Shape.rectangle(0, 0, 100, 100);
    assertThat(area(square.and(Shape.rectangle(50, 50, 100, 100))), is(17_500.0));
    assertThat(area(square.moved(-50, -50)), is(2_500.0));
    assertThat(area(square.moved(300, 0)), is(0.0));
    assertThat(area(Shape.rectangle(-1e9, -1e9, 2e9, 2e9)), is(65_536.0));
  }

  @Test
  void aSizeInPixelsScalesThePicture() {
    Canvas canvas = new Canvas(64, 0xFFFFFF).fill(Shape.rectangle(64, 64, 64, 128), 0x123456);
    assertThat(Arrays.stream(canvas.pixels()).filter(rgb -> rgb == 0x123456).count(), is(512L));
    assertThat(canvas.at(96, 100), is(0x123456));
    assertThat(canvas.at(63, 100), is(0xFFFFFF));
  }

  @Test
  void everyLetterAndDigitIsThereAndOthersAreRefused() {
    for (char sign : "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-=×÷/.,:!?()<>%#°'→←↑↓".toCharArray()) {
      assertThat(area(Shape.text(String.valueOf(sign), 128, 128, 100)) > 20, is(true));
    }
    assertThrows(IllegalArgumentException.class, () -> Shape.text("a", 0, 0, 10));
    assertThrows(IllegalArgumentException.class, () -> Shape.text(" ", 0, 0, 10));
  }
}
