/** The page at /sign-in. */
import "./dashboard.css";
import "./sign-in/sign-in.css";
import { createApi } from "@client/api";
import { destination, type Me } from "./me";
import { mount } from "./mount";
import { takeOnceToken } from "./sign-in/once";
import { SignInPage } from "./sign-in/sign-in-page";

const token = takeOnceToken(location, history);

await mount(async () => {
  const goOn = (me: Me): void => location.replace(destination(location.search, location.origin, me.account.role));
  return <SignInPage api={createApi()} token={token} onSignedIn={goOn} />;
});
