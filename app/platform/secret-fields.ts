/** Names of form fields that are typed anew each time: never sent back in a page, never kept. */
export const SECRET_FIELDS = ["password", "newPassword", "code"];
