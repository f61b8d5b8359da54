package io.seedmill.transforms.storage;

import java.io.IOException;
import java.util.UUID;

/** Adds 1 to the number in a file, again and again, in a process of its own. */
final class CountingProcess {

  private CountingProcess() {}

  /** Takes the folder and how often. */
  public static void main(String[] args) throws IOException {
    try (Storage storage = Storage.of(args[0])) {
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        storage.update(
            "metadata/count",
            ".seedmill/count-" + UUID.randomUUID(),
            text -> "" + (Integer.parseInt(text.orElse("0")) + 1));
      }
    }
  }
}
