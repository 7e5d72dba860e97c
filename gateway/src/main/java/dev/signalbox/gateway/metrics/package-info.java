/**
 * What the gateway counts and measures, as Prometheus reads it. What happens once a request or a
 * decision is fed by observers of records and decisions; how the process stands is read from those
 * who know it when somebody asks. May use what tells of the process, and Micrometer; nothing else
 * of the gateway knows Micrometer.
 */
@NullMarked
package dev.signalbox.gateway.metrics;

import org.jspecify.annotations.NullMarked;
