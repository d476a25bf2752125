/** Named in every scan, so that the server can tell what an old page may say. The same as the distribution's. */
export const CLIENT_VERSION = "0.1.0";
