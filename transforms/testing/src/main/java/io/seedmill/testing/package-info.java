/** Real servers for the tests of the other modules, and a proxy that spoils their answers. */
package io.seedmill.testing;
