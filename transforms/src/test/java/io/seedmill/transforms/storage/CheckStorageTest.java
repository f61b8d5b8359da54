package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a storage, when a program tries whether it can write there, then... */
class CheckStorageTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("probe", "0123abcd");

  @TempDir private Path folder;

  @Test
  void aFileThatSomebodyRemovesIsWrittenAgain() throws Exception {
    AtomicInteger removed = new AtomicInteger();

    CheckStorage.tryWriting(removing(2, removed), LAYOUT);

    assertThat(removed.get(), is(2));
    assertThat(Storage.of(folder.toString()).find("").size(), is(0));
  }

  @Test
  void aFileThatIsNeverThereIsAnError() {
    Storage storage = removing(Integer.MAX_VALUE, new AtomicInteger());

    assertThrows(NoSuchFileException.class, () -> CheckStorage.tryWriting(storage, LAYOUT));
  }

  /** Returns a storage from which the first {@code times} files are gone before they are read. */
  private Storage removing(int times, AtomicInteger removed) {
    Storage real = Storage.of(folder.toString());
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, args) -> {
              if (method.getName().equals("sha256") && removed.get() < times) {
                removed.incrementAndGet();
                real.delete((String) args[0]);
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
