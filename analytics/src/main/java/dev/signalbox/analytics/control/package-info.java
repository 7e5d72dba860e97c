/**
 * What people make at run time and the control database keeps: providers, virtual gateways, and the
 * wrapped keys that their secrets are sealed with. Knows nothing of what is in the sealed texts.
 */
@NullMarked
package dev.signalbox.analytics.control;

import org.jspecify.annotations.NullMarked;
