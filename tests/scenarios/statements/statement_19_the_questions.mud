# Statement 19: what the questions for account and password begin with.
connect ada
raw     two
two<    "\r\nEnter your account name."
two<    Account name:
two>    ada
two<    "Please enter your account password"
