"""Five saved pages of our own, from tidy to nasty."""

TIDY = """<!doctype html><html lang="en"><head><title>Report graffiti - Anyborough</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Report graffiti</h1>
<form id="report" method="post">
<p>We clean it within five days.</p>
<fieldset><legend>Where it is</legend>
<label for="street">Name of the street</label> <input id="street" required maxlength="80">
<label for="wall">What is it on?</label>
<select id="wall"><option value="">Please choose</option><option>A wall</option><option>A bridge</option></select>
</fieldset>
<fieldset><legend>Is it offensive?</legend>
<input type="radio" name="rude" id="r1" value="1"><label for="r1">Yes</label>
<input type="radio" name="rude" id="r2" value="0"><label for="r2">No</label></fieldset>
<h2>About you</h2>
<label for="mail">Your email</label><span id="mail-help">We send you one message.</span>
<input type="email" id="mail" aria-describedby="mail-help" required>
<label for="pic">Add a photo</label><input type="file" id="pic">
<label for="more">What else should we know?</label><textarea id="more"></textarea>
<button>Send</button></form></body></html>"""

IN_TABLES = """<html><head><title>Garden waste | Council</title></head><body><table width="100%"><tr><td>
<form name="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="dDwtMTI3"><input type=hidden name="__EVENTTARGET">
<h1>Join the garden waste service</h1>
<table>
<tr><td>First name *<td><input name="ctl00$txtFirst" aria-required="true">
<tr><td>Last name *<td><input name="ctl00$txtLast" aria-required="true">
<tr><td>House number<td><input name="ctl00$txtHouse">
<tr><td>Street<td><input name="ctl00$txtStreet">
<tr><td>Postcode<td><input name="ctl00$txtPost">
<tr><td>How many bins?<td><input type="number" name="ctl00$bins">
<tr><td>Which days suit you? Tick all that apply<td>
<table id="days"><tr><td><input id="d0" type="checkbox" name="ctl00$days$0"><label for="d0">Monday</label></td></tr>
<tr><td><input id="d1" type="checkbox" name="ctl00$days$1"><label for="d1">Friday</label></td></tr></table>
</table>
<input type="submit" value="Next"></form></td></tr></table></body></html>"""

UNTIED = """<body><div role="main"><h2>Tell us you are moving</h2><form>
<div><span id="l1">Date you move</span><div><input type="text" aria-labelledby="l1" placeholder="DD/MM/YYYY"></div></div>
<p>Old address<br><textarea name="old" rows="4"></textarea></p>
<div role="radiogroup" aria-labelledby="q2"><p id="q2">Do you rent or own your home?</p>
<label><input type="radio" name="own" value="r"> Rent</label> <label><input type="radio" name="own" value="o"> Own</label></div>
<input placeholder="Landlord's name" name="ll">
<div id="pets-box" style="display:none"><label>How many pets live with you? <input type="number" name="pets"></label></div>
<p>If you rent, only complete the next part if your landlord pays the bills.</p>
<label><input type="checkbox" name="agree"> I confirm that this is true</label>
</form></div></body>"""

TRAPPED = """<body><form action="/search"><input name="q" aria-label="Search"></form>
<iframe src="https://example.org/form"></iframe><script>document.write('<input name="evil">');showIf("dog","yes")</script>
<form><h3>Register a dog</h3>
<div class="field"><label>Dog's name</label><input name="dog"></div>
<p style="position:absolute;left:-9999px"><label for="hp">Website</label><input id="hp" name="website" tabindex="-1"></p>
<label for="x">Leave this field empty</label><input id="x" name="extra">
<div onclick="steal()"><label for="p">Phone<script>alert(1)</script></label><input type="tel" id="p" onfocus="steal()"></div>
<noscript>Turn scripts on.</noscript>
<label for="c">Type the letters you see (captcha)</label><input id="c" name="captcha">
<input type="password" name="pw" aria-label="Choose a password">
<svg><text>drawing</text></svg>
<label for="col">What colour is it?</label><select id="col" multiple><option>Black<option>Brown<option>White</select>
</form></body>"""

NASTY = """<html><head><title>ePermit v2.3</title><style>.x{}</style></head><body bgcolor=white><center>
<b>PARKING PERMIT</b><br><font size=2>Fields with <font color=red>*</font> are required</font>
<form><table><form><tr><td><b>1. Registration*</b></td><td><input name=f1 size=8></td></tr>
<tr><td colspan=2>2. Do you live here? <input type=radio name=f2 value=Y>Yes <input type=radio name=f2 value=N>No (if no, go to 5)</td></tr>
<tr><td>3. Since<td><input name=d size=2 title="Day"> <input name=m size=2 title="Month"> <input name=y size=4 title="Year">
<tr><td><table><tr><td>4. Type of fuel<td><select name=f4><option>-- select --<option>Petrol<option>Diesel<option>Electric</select></table>
<tr><td>5. Reason for your visit &lt;script&gt;<td><textarea name=f5></textarea>
<tr><td colspan=2><input type=checkbox name=f6>Proof of address enclosed
<tr><td colspan=2>\ue000For office use only: <input name=f9>
</table></form></center></body></html>"""

PAGE_FORMS = {"tidy": TIDY, "in-tables": IN_TABLES, "untied": UNTIED, "trapped": TRAPPED, "nasty": NASTY}
