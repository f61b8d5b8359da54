package io.seedmill.generators.vision;

import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Png;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import javax.imageio.ImageIO;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * For the author of a kind: ten samples on one picture, of levels 1 to 10, the first frame on the
 * left of the final one, and their prompts. Arguments: kind, file, and optionally a seed and a size
 * in pixels.
 */
public final class ContactSheet {

  private ContactSheet() {}

  public static void main(String[] args) throws Exception {
    VisionKind kind = VisionKinds.create().get(args[0]);
    UniformRandomProvider random = new SplitMix64(args.length > 2 ? Long.parseLong(args[2]) : 1);
    int size = args.length > 3 ? Integer.parseInt(args[3]) : 256;
    int cell = size + 6;
    BufferedImage sheet = new BufferedImage(4 * cell + 12, 5 * cell, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i < 10; i++) {
      VisionTask task = kind.draw(i + 1, random);
      System.out.println((i + 1) + ": " + kind.prompt(task, random) + " " + task.answer());
      for (int frame = 0; frame < 2; frame++) {
        Canvas canvas = new Canvas(size, Colour.WHITE.rgb());
        task.scene().paint(canvas, frame);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.encode(canvas)));
        int column = 2 * (i % 2) + frame;
        graphics.drawImage(image, column * cell + (column > 1 ? 12 : 0), i / 2 * cell, null);
      }
    }
    ImageIO.write(sheet, "png", new File(args[1]));
  }
}
