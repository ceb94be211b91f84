/** The page's script nonce, for the server render; empty in the browser, where it is not needed. */
import { createContext, useContext } from "react";

export const NonceContext = createContext<string>("");
export const useNonce = (): string => useContext(NonceContext);
