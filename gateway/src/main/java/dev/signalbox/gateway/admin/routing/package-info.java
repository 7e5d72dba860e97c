/** Control paths about what is decided and by what: decisions, profiles, the catalog. */
@NullMarked
package dev.signalbox.gateway.admin.routing;

import org.jspecify.annotations.NullMarked;
