/**
 * How much callers may take: requests in a minute and a day, tokens in a minute, requests under
 * way. What is taken is decided in memory, for all limits of a request at once, and what was not
 * used is given back when the request is over. Its {@code Rate} bounds what providers get, too.
 * Uses the engine's names of deployments; knows no HTTP, no configuration file and no database, and
 * its clock is passed in.
 */
@NullMarked
package dev.signalbox.gateway.limit;

import org.jspecify.annotations.NullMarked;
