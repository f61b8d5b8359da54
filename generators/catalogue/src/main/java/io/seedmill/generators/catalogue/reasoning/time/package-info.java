/** Questions about calendars and clocks. */
package io.seedmill.generators.catalogue.reasoning.time;
