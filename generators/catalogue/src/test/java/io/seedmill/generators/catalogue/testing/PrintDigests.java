package io.seedmill.generators.catalogue.testing;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints a digest of the first samples of every generator: the same on every machine. */
public final class PrintDigests {

  private static final int SAMPLES = 50;

  private PrintDigests() {}

  public static void main(String[] args) {
    digests().forEach((name, digest) -> System.out.println(name + " " + digest));
  }

  /** Returns the digests by the generators' names. */
  public static SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    for (GeneratorFactory factory : Catalogue.load().all()) {
      digests.put(factory.name(), digest(factory));
    }
    return digests;
  }

  private static String digest(GeneratorFactory factory) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Collected sample :
          CollectingSink.collect(
              factory, factory.parameters().defaults(), 7, new IndexRange(0, SAMPLES))) {
        sha256.update(sample.content().getBytes(StandardCharsets.UTF_8));
        sha256.update(sample.metadata().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
