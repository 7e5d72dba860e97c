/** Control paths about what happened and how the process is doing. */
@NullMarked
package dev.signalbox.gateway.admin.facts;

import org.jspecify.annotations.NullMarked;
