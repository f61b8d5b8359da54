package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Links with the same names at any time to the parts of the newest run, {@code
 * consolidated/latest*}, or to the folder in which they lie, in storages that have links. {@code
 * latest-run.json} is what they follow, so they are made after it.
 *
 * <p>A single link is replaced at once. Where there are several before or after, the old ones are
 * removed before new ones are made: some may be lacking for a moment, and after a crash, but never
 * do the links of two runs stand beside each other.
 */
public final class LatestLinks {

  /** Other runs that end at the same time make links too, to the run that the pointer names. */
  private static final int ATTEMPTS = 20;

  private final Storage storage;

  private LatestLinks(Storage storage) {
    this.storage = storage;
  }

  /**
   * Makes the links follow the pointer, which a run that was killed between the two steps left to
   * others; where no pointer can be read they stay.
   */
  public static void mend(Storage storage, DatasetLayout layout) throws IOException {
    LatestLinks links = new LatestLinks(storage);
    for (int attempt = 0; storage.hasLinks() && attempt < ATTEMPTS; attempt++) {
      Map<String, String> wanted;
      try {
        wanted = links.wanted();
      } catch (IOException e) {
        return;
      }
      if (wanted.isEmpty() || wanted.equals(links.found()) || !links.make(wanted, layout)) {
        return;
      }
    }
  }

  /** Returns the links that lead to all parts of a run; empty if not all of them do. */
  public static List<String> to(Manifest manifest, Storage storage) throws IOException {
    Map<String, String> wanted = of(manifest);
    return new LatestLinks(storage).found().equals(wanted)
        ? List.copyOf(wanted.keySet())
        : List.of();
  }

  /** Returns the names of links to a run that files or folders of somebody else have. */
  public static List<String> taken(Manifest manifest, Storage storage) throws IOException {
    List<String> taken = new ArrayList<>();
    if (storage.hasLinks()) {
      Set<String> linked = new LatestLinks(storage).found().keySet();
      Set<String> wanted = of(manifest).keySet();
      for (String name : storage.list(DatasetLayout.CONSOLIDATED)) {
        String path = DatasetLayout.CONSOLIDATED + "/" + name.replaceFirst("/$", "");
        if (wanted.contains(path) && !linked.contains(path)) {
          taken.add(path);
        }
      }
    }
    return taken;
  }

  /** Returns the links that there are, with the files to which they lead, there or not. */
  public static Map<String, String> in(Storage storage) throws IOException {
    return new LatestLinks(storage).found();
  }

  /** Returns false if there are links, and they do not lead to the run that the pointer names. */
  public static boolean follow(Storage storage) throws IOException {
    LatestLinks links = new LatestLinks(storage);
    Map<String, String> found = links.found();
    return found.isEmpty() || found.equals(links.wanted());
  }

  /** Returns the links that a run has when it is the newest, and the file that each leads to. */
  public static Map<String, String> of(Manifest manifest) {
    Map<String, String> links = new TreeMap<>();
    DatasetLayout layout = new DatasetLayout(manifest.run(), "");
    for (FileReport part : manifest.parts()) {
      links.put(layout.latest(part.path()), layout.linked(part.path()));
    }
    return links;
  }

  private Map<String, String> wanted() throws IOException {
    try {
      LatestRun latest = LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN));
      return of(Manifest.parse(storage.read(latest.manifest())));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Map.of();
    }
  }

  private Map<String, String> found() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name :
        storage.hasLinks() ? storage.list(DatasetLayout.CONSOLIDATED) : List.<String>of()) {
      if (name.startsWith(DatasetLayout.LATEST_PARTS)) {
        String link = DatasetLayout.CONSOLIDATED + "/" + name.replaceFirst("/$", "");
        Optional<String> target = storage.linked(link);
        target.ifPresent(file -> found.put(link, file));
      }
    }
    return found;
  }

  /** Returns false if the storage has no links. */
  private boolean make(Map<String, String> wanted, DatasetLayout layout) throws IOException {
    Map<String, String> found = found();
    if (wanted.size() != 1 || !found.keySet().equals(wanted.keySet())) {
      for (String link : found.keySet()) {
        storage.delete(link);
      }
    }
    for (var link : wanted.entrySet()) {
      String temporary = layout.temporary("link-" + UUID.randomUUID());
      if (!storage.link(temporary, link.getValue(), link.getKey())) {
        return false;
      }
    }
    return true;
  }
}
