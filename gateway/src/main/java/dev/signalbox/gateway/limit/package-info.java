/**
 * How much callers may take: requests in a minute and a day, tokens in a minute, requests under
 * way. What is taken is decided for all limits of a request at once, in memory or, where gateways
 * share limits, in a store of them, and what was not used is given back when the request is over.
 * Its {@code Rate} bounds what providers get, too. Uses the engine's names of deployments; knows no
 * HTTP and no configuration file, nothing but {@code RedisStates} knows Redis, and its clock is
 * passed in.
 */
@NullMarked
package dev.signalbox.gateway.limit;

import org.jspecify.annotations.NullMarked;
