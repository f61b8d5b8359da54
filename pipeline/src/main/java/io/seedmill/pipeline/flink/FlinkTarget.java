package io.seedmill.pipeline.flink;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Flink cluster that a run is for. */
sealed interface FlinkTarget {

  /** The default port of Flink's REST API. */
  int DEFAULT_PORT = 8081;

  /** A cluster in this program's own JVM, which ends with the run. */
  record Embedded() implements FlinkTarget {}

  /** The cluster whose client, or JobManager, started this program. */
  record Surrounding() implements FlinkTarget {}

  /**
   * A cluster of other processes.
   *
   * @param scheme of its REST API: http or https
   * @param host of its JobManager
   * @param port of its REST API
   */
  record Remote(String scheme, String host, int port) implements FlinkTarget {

    private static final Pattern ADDRESS =
        Pattern.compile(
            "(?:((?i:https?))://)?([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?/?");

    /** Reads an address such as {@code host:8081}; empty where it is none. */
    static Optional<Remote> parse(String address) {
      Matcher parts = ADDRESS.matcher(address.trim());
      if (!parts.matches()) {
        return Optional.empty();
      }
      int port = parts.group(3) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(3));
      String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
      Remote cluster = new Remote(scheme, parts.group(2), port);
      return port < 1 || port > 65535 || cluster.api().getHost() == null
          ? Optional.empty()
          : Optional.of(cluster);
    }

    /** Returns the address of the REST API. */
    URI api() {
      return URI.create(scheme + "://" + address());
    }

    /** Returns the address as users write it. */
    String address() {
      return host + ":" + port;
    }
  }

  /**
   * Returns the cluster that Beam's option {@code --flinkMaster} names, outside of a Flink client.
   *
   * @throws IllegalArgumentException if it names nothing, in a sentence
   */
  static FlinkTarget of(String flinkMaster) {
    if (flinkMaster.equals("[auto]") || flinkMaster.equals("[local]")) {
      return new Embedded();
    }
    return Remote.parse(flinkMaster)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found '%s'; allowed: [local], or host:port of a cluster's REST API%s"
                        .formatted(
                            flinkMaster,
                            flinkMaster.contains("_") ? "; a host's name has no underscore" : "")));
  }
}
