/** Questions about small programs that have been run. */
package io.seedmill.generators.code;
