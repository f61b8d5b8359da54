/** Task families, and how they are combined. */
package io.seedmill.generators.code.family;
